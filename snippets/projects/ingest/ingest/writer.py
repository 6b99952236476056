"""Group commit: what came while the last batch was being written is the next batch."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import structlog
from ingest.events import Row
from ingest.metrics import BATCH, EVENTS, WRITE
from ingest.spill import Spill
from ingest.store import Store

log = structlog.get_logger()
LOST = (psycopg.Error, TimeoutError, OSError)


class NotDurable(Exception):
    """Neither the store nor the spill took the events; none of them is acknowledged."""


@dataclass(frozen=True)
class Kept:
    """where: store or spill; refused: ids that the store did not take."""

    where: str
    refused: frozenset[str]


@dataclass(frozen=True)
class _Waiting:
    rows: list[Row]
    kept: asyncio.Future[Kept]
    release: Callable[[], None]


class Writer:
    """Writes batches with `number` transactions at a time, of at most `most` events or
    one request."""

    def __init__(self, store: Store, spill: Spill, number: int, most: int) -> None:
        self._store, self._spill, self._most = store, spill, most
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._tasks = [asyncio.create_task(self._run()) for _ in range(number)]

    async def keep(self, rows: list[Row], release: Callable[[], None]) -> Kept:
        """Return when `rows` are durable. Raises NotDurable. Calls `release` when they
        are no longer in memory, which may be long after the caller gave up."""
        kept = asyncio.get_running_loop().create_future()
        self._queue.put_nowait(_Waiting(rows, kept, release))
        return await kept

    async def stop(self) -> None:
        """Write what waits, then end."""
        await self._queue.join()
        for task in self._tasks:
            task.cancel()

    # --8<-- [start:batch]
    async def _run(self) -> None:
        while True:
            batch = [await self._queue.get()]
            count = len(batch[0].rows)
            while count < self._most and not self._queue.empty():  # (1)!
                batch.append(self._queue.get_nowait())
                count += len(batch[-1].rows)
            await self._settle(batch)
            for waiting in batch:
                waiting.release()  # (2)!
                self._queue.task_done()

    async def _settle(self, batch: list[_Waiting]) -> None:
        try:
            kept = await self._durable([row for one in batch for row in one.rows])
        except Exception as error:  # whatever it is, each producer must hear of it
            log.error("not_durable", exc_info=error)
            for waiting in batch:
                if not waiting.kept.done():
                    waiting.kept.set_exception(NotDurable(str(error)))
            return
        for waiting in batch:
            if not waiting.kept.done():  # its producer has gone
                waiting.kept.set_result(kept)

    async def _durable(self, rows: list[Row]) -> Kept:
        BATCH.observe(len(rows))
        if self._store.up:
            started = time.perf_counter()
            try:
                refused = await self._store.write(rows)
            except LOST as error:
                self._store.lost(error)  # (3)!
            else:
                WRITE.observe(time.perf_counter() - started)
                EVENTS.labels("stored").inc(len(rows) - len(refused))
                return Kept("store", frozenset(refused))
        await asyncio.to_thread(self._spill.append, rows)  # (4)!
        EVENTS.labels("spilled").inc(len(rows))
        return Kept("spill", frozenset())

    # --8<-- [end:batch]
