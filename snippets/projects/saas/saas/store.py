"""The ways into the database. Rows of a tenant are reached through `tenant` alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

Pool = AsyncConnectionPool
Session = AsyncConnection[dict]


# --8<-- [start:tenant]
@asynccontextmanager
async def tenant(
    pool: Pool, org: UUID | None, user: UUID | None
) -> AsyncIterator[Session]:
    """A transaction that sees the rows of `org`, and which ones `user` is in."""
    async with plain(pool) as session:
        await enter(session, org, user)
        yield session


async def enter(session: Session, org: UUID | None, user: UUID | None) -> None:
    """Let the transaction of `session` see that from here on.

    The third argument makes set_config a SET LOCAL: the setting ends with the
    transaction, so a pooled connection carries no tenant to its next borrower.
    """
    await session.execute(
        "SELECT set_config('app.org', %s, true), set_config('app.user', %s, true)",
        [str(org or ""), str(user or "")],
    )
# --8<-- [end:tenant]


@asynccontextmanager
async def plain(pool: Pool) -> AsyncIterator[Session]:
    """A transaction without a tenant: it sees no row of any."""
    async with pool.connection() as session, session.transaction():
        session.row_factory = dict_row
        yield session


async def one(session: Session, query: str, *values: object) -> dict | None:
    """Return the first row of `query`, or None."""
    return await (await session.execute(query, values)).fetchone()


async def rows(session: Session, query: str, *values: object) -> list[dict]:
    """Return all rows of `query`."""
    return await (await session.execute(query, values)).fetchall()


class WallMissing(RuntimeError):
    """The role of the application is not bound by row-level security."""


async def wall_stands(pool: Pool) -> None:
    """Raise WallMissing where the role may pass the policies: it owns a table with one,
    is a superuser, or has BYPASSRLS."""
    async with plain(pool) as session:
        found = await one(
            session,
            """SELECT rolsuper OR rolbypassrls AS free, EXISTS (
                 SELECT FROM pg_class WHERE relrowsecurity
                 AND pg_has_role(relowner, 'USAGE')) AS owns
               FROM pg_roles WHERE rolname = current_user""",
        )
    if found["free"] or found["owns"]:
        raise WallMissing("APP_ROLE owns tables or bypasses row-level security")
