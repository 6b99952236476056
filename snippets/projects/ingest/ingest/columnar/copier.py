"""Copies rows from PostgreSQL to ClickHouse, in the order of their transactions."""

import asyncio
import time

import psycopg
import structlog
from ingest.columnar.table import Table
from ingest.metrics import BEHIND, COPIED
from ingest.settings import Ingest

from snippets.projects.kit import database

log = structlog.get_logger()
_FROM = "SELECT xid::text, position FROM copied WHERE target = 'clickhouse'"
_OLDEST = """SELECT received_ms FROM events
  WHERE (xid, position) >
    (SELECT coalesce(max(xid), '0'), coalesce(max(position), 0) FROM copied)
  ORDER BY xid, position LIMIT 1"""
# --8<-- [start:copy]
_NEXT = """COPY (
  SELECT xid, position,
    id, source, type, occurred_ms, received_ms, event_ms, clock, data
  FROM events
  WHERE (xid, position) > (%s::xid8, %s)
    AND xid < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY xid, position LIMIT %s) TO STDOUT"""  # (1)!
_REACHED = """INSERT INTO copied VALUES ('clickhouse', %s, %s)
  ON CONFLICT (target) DO UPDATE SET xid = EXCLUDED.xid, position = EXCLUDED.position"""


class Copier:
    """Copies at most `copy_events` rows every `copy_seconds`; at once while there are
    more."""

    def __init__(self, settings: Ingest, table: Table) -> None:
        self._settings, self._table = settings, table

    async def copy(self, session: psycopg.AsyncConnection) -> int:
        """Copy the next rows; return how many."""
        cursor = session.cursor()
        xid, position = await (await cursor.execute(_FROM)).fetchone() or ("0", 0)
        most = self._settings.copy_events
        async with cursor.copy(_NEXT, [xid, position, most]) as rows:
            text = "".join([bytes(part).decode() async for part in rows])
        if not text:
            return 0
        await asyncio.to_thread(self._table.insert, text)
        last = text[text.rfind("\n", 0, -1) + 1 :].split("\t")
        await cursor.execute(_REACHED, last[:2])  # (2)!
        return text.count("\n")

    # --8<-- [end:copy]

    async def measure(self, session: psycopg.AsyncConnection) -> None:
        """Set how old the oldest row is that ClickHouse lacks; 0 without one."""
        found = await (await session.execute(_OLDEST)).fetchone()
        BEHIND.set(time.time() - found[0] / 1000 if found else 0)

    async def run(self) -> None:
        """Copy until cancelled; what fails is tried again."""
        while True:
            try:
                await self._copy_all()
            except Exception as error:  # a worker that ended would be noticed by nobody
                kind, detail = type(error).__name__, str(error)[:300]
                log.warning("copy_failed", error=kind, detail=detail)
            await asyncio.sleep(self._settings.copy_seconds)

    async def _copy_all(self) -> None:
        dsn = self._settings.dsn
        async with await psycopg.AsyncConnection.connect(
            dsn, autocommit=True, connect_timeout=2, options=database.LIMITS
        ) as session:
            while True:
                async with asyncio.timeout(60):
                    await self.measure(session)
                    copied = await self.copy(session)
                COPIED.inc(copied)
                if copied < self._settings.copy_events:
                    await asyncio.sleep(self._settings.copy_seconds)
