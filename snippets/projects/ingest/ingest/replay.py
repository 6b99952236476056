"""Moves the spill into the store as soon as that is back."""

import asyncio
from contextlib import suppress
from pathlib import Path

import psycopg
import structlog
from ingest.events import Row
from ingest.metrics import DAMAGED, REPLAYED
from ingest.records import Bad
from ingest.spill import Spill
from ingest.store import Store

log = structlog.get_logger()


class Replay:
    """Looks every `seconds` whether the store is back, and stores at least `many`
    events in a transaction where there are as many; ends with `stop`."""

    def __init__(self, store: Store, spill: Spill, seconds: float, many: int) -> None:
        self._store, self._spill = store, spill
        self._seconds, self._many = seconds, many
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End within a record; the rest is replayed after the next start."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        while True:
            try:
                if not self._store.up:
                    await self._store.probe()
                if self._spill.size():
                    await self._replay_all()
            except (psycopg.Error, TimeoutError) as error:
                self._store.lost(error)
            except Exception as error:  # a replay that ended would be noticed by nobody
                log.error("replay_failed", exc_info=error)
            await asyncio.sleep(self._seconds)

    # --8<-- [start:replay]
    async def _replay_all(self) -> None:
        for segment in await asyncio.to_thread(self._spill.to_replay):
            damaged = await self._replay(segment)
            self._spill.done(segment, damaged)  # (1)!

    async def _replay(self, segment: Path) -> bool:
        """Store one segment. Return whether a part of it could not be."""
        damaged, batch = False, []
        for found in self._spill.read(segment):
            if found is Bad.TORN:
                log.warning("spill_torn", segment=segment.name)  # (2)!
            elif found is Bad.DAMAGED:
                log.error("spill_damaged", segment=segment.name)
                DAMAGED.inc()
                damaged = True
            else:
                batch += found
            if len(batch) >= self._many:  # (3)!
                damaged |= await self._keep(batch)
                batch = []
        damaged |= await self._keep(batch)
        log.info("spill_replayed", segment=segment.name, damaged=damaged)
        return damaged

    async def _keep(self, batch: list[Row]) -> bool:
        refused = await self._store.write(batch)
        REPLAYED.inc(len(batch) - len(refused))
        return bool(refused)  # (4)!

    # --8<-- [end:replay]
