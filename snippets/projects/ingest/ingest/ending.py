"""The end of the service, with a limit: a disk that hangs may never answer."""

import asyncio
import os
from typing import NoReturn

import structlog
from ingest.replay import Replay
from ingest.spill import Spill
from ingest.writer import Writer

log = structlog.get_logger()


async def end(replay: Replay, writer: Writer, spill: Spill, seconds: float) -> None:
    """Return when all that waits is settled and nothing writes to `spill`. Ends the
    process with 74 (EX_IOERR) where that takes longer than `seconds`; a write that the
    kernel lets nobody interrupt can still delay its last moment."""
    try:
        async with asyncio.timeout(seconds):
            await replay.stop()
            await writer.stop()
            await asyncio.to_thread(spill.close)
    except TimeoutError:
        _give_up(spill, seconds)


def _give_up(spill: Spill, seconds: float) -> NoReturn:
    detail = f"not settled within {seconds} s; what waited was never acknowledged"
    log.error("spill_hung", folder=str(spill.folder), detail=detail)
    os._exit(os.EX_IOERR)  # sys.exit would wait for the thread that waits for the disk
