"""Sessions with PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request
from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from payments.settings import Settings
from snippets.projects.kit import database

Session = AsyncConnection[DictRow]
SECONDS = 8.0


def opened(settings: Settings) -> AsyncConnectionPool:
    """Return a closed pool whose rows are dictionaries."""
    return database.pool(settings.dsn, settings.pool_size, row_factory=dict_row)


@asynccontextmanager
async def transaction(pool: AsyncConnectionPool) -> AsyncIterator[Session]:
    """Lend a session for one transaction, committed at the end of the block.

    Raises psycopg.OperationalError, and TimeoutError after eight seconds: limits of the
    server end a statement, but not a wait for an answer that the network has lost.
    """
    async with asyncio.timeout(SECONDS), pool.connection() as session:
        yield session


async def one(session: Session, query: str, *values: object) -> DictRow | None:
    """Return the first row of a query, or None."""
    return await (await session.execute(query, values)).fetchone()


async def rows(session: Session, query: str, *values: object) -> list[DictRow]:
    """Return all rows of a query."""
    return await (await session.execute(query, values)).fetchall()


def pool_of(request: Request) -> AsyncConnectionPool:
    """The pool of the application that answers `request`."""
    return request.app.state.pool
