"""PostgreSQL: a batch is one COPY and one commit, and an id is kept once."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import TypeVar

import psycopg
import structlog
from ingest.events import Row
from ingest.faults import Injected
from ingest.metrics import DUPLICATES, STORE_UP
from psycopg_pool import AsyncConnectionPool

from snippets.projects.kit import database

MIGRATIONS = Path(__file__).with_name("migrations")
Kind = TypeVar("Kind")
log = structlog.get_logger()
_COLUMNS = "id, source, type, occurred_ms, received_ms, event_ms, clock, data"
# --8<-- [start:write]
_STAGE = """CREATE TEMP TABLE IF NOT EXISTS staged (id uuid, source text, type text,
  occurred_ms bigint, received_ms bigint, event_ms bigint, clock text, data jsonb)
  ON COMMIT DELETE ROWS"""
_COPY = f"COPY staged ({_COLUMNS}) FROM STDIN"
_KEEP = f"""INSERT INTO events ({_COLUMNS}) SELECT {_COLUMNS} FROM staged
  ORDER BY id ON CONFLICT (id) DO NOTHING"""  # (1)!


def line(row: Row) -> str:
    """Return `row` as a line of COPY's text format; JSON has no raw tab or newline."""
    data = row.data.replace("\\", "\\\\")
    return (
        f"{row.id}\t{row.source}\t{row.type}\t{row.occurred_ms}\t{row.received_ms}\t"
        f"{row.event_ms}\t{row.clock}\t{data}\n"
    )


# --8<-- [end:write]


class Store:
    """up: whether writes go there. Every method ends within `seconds`, whatever the
    server does, or raises TimeoutError; what was sent may be done all the same."""

    def __init__(self, dsn: str, size: int, seconds: float, faults: Injected) -> None:
        self._dsn, self._seconds, self._faults = dsn, seconds, faults
        self.up, self._migrated = False, False
        self._pool = AsyncConnectionPool(
            dsn, min_size=1, max_size=size, timeout=database.WAIT_SECONDS, open=False,
            reconnect_timeout=2,  # no long pauses: the probe decides when to try
            kwargs={"options": database.LIMITS, "connect_timeout": 2},
        )  # fmt: skip

    async def open(self) -> None:
        """Start, with the store or without it."""
        await self._pool.open(wait=False)
        try:
            await self.probe()
        except (psycopg.Error, TimeoutError, OSError) as error:
            self.lost(error)

    async def close(self) -> None:
        """Close all connections; a hung one is left to the operating system."""
        await self._pool.close(timeout=1)

    def lost(self, error: Exception) -> None:
        """Send nothing there until a probe succeeds."""
        if self.up or not self._migrated:
            log.warning("store_lost", error=type(error).__name__, detail=str(error))
        self.up = False
        STORE_UP.set(0)

    async def probe(self) -> None:
        """Raise unless the store does its work; then it is up."""
        self._faults.at_store()
        if not self._migrated:
            dsn = psycopg.conninfo.make_conninfo(self._dsn, connect_timeout=2)
            await self._within(asyncio.to_thread(database.migrate, dsn, MIGRATIONS))
            self._migrated = True
        await self._within(database.answers(self._pool))
        if not self.up:
            log.info("store_up")
        self.up = True
        STORE_UP.set(1)

    async def write(self, rows: list[Row]) -> list[str]:
        """Keep `rows` that are not there yet; return the ids that the store refuses for
        what they hold. The others are durable."""
        try:
            await self._within(self._write(rows))
            return []
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            if len(rows) == 1:
                log.error("event_refused_by_store", id=rows[0].id, detail=str(error))
                return [rows[0].id]
        half = len(rows) // 2  # one poison event among many: halve until it is alone
        return await self.write(rows[:half]) + await self.write(rows[half:])

    async def _write(self, rows: list[Row]) -> None:
        self._faults.at_store()
        async with self._pool.connection() as session, session.cursor() as cursor:
            await cursor.execute(_STAGE)
            async with cursor.copy(_COPY) as copy:
                await copy.write("".join(map(line, rows)))
            await cursor.execute(_KEEP)
            DUPLICATES.inc(len(rows) - cursor.rowcount)
            await self._faults.before_commit()

    async def row(self, query: str, *values: object) -> tuple | None:
        """Return the first row that `query` finds."""
        self._faults.at_store()
        return await self._within(self._row(query, values))

    async def _row(self, query: str, values: tuple) -> tuple | None:
        async with self._pool.connection() as session:
            return await (await session.execute(query, values)).fetchone()

    # --8<-- [start:within]
    async def _within(self, work: Coroutine[None, None, Kind]) -> Kind:
        task = asyncio.create_task(work)
        done, _ = await asyncio.wait({task}, timeout=self._seconds)
        if not done:
            task.cancel()  # (1)!
            task.add_done_callback(lambda t: t.cancelled() or t.exception())
            raise TimeoutError(f"no answer within {self._seconds} s")
        return task.result()

    # --8<-- [end:within]
