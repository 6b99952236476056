"""PostgreSQL for a service: a pool with time limits, and migrations run once."""

from pathlib import Path

import psycopg
from psycopg_pool import AsyncConnectionPool

# A request would rather fail than wait: these are the longest waits of any statement.
LIMITS = "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s"
# A peer that is gone without a word (a killed machine, a cut cable) is noticed in seconds;
# by default the server holds its locks until TCP gives up, which may take two hours.
GONE = " -c client_connection_check_interval=1s -c tcp_user_timeout=5s"
WAIT_SECONDS = 2.0
_MIGRATION_LOCK = 7_305_401


def pool(dsn: str, size: int, **connect: object) -> AsyncConnectionPool:
    """Return a closed pool of at most `size` connections; a borrower waits two seconds.

    A connection is tried before it is lent, so a restarted server costs no request.
    `connect` is passed on to psycopg, such as row_factory.
    """
    return AsyncConnectionPool(
        dsn,
        min_size=1,
        max_size=size,
        timeout=WAIT_SECONDS,
        open=False,
        check=AsyncConnectionPool.check_connection,
        kwargs={
            "options": LIMITS + GONE,
            "connect_timeout": 3,
            "tcp_user_timeout": 5000,
            **connect,
        },
    )


async def answers(pool: AsyncConnectionPool) -> None:
    """Raise unless the database answers: a check for /readyz."""
    async with pool.connection() as session:
        await session.execute("SELECT 1")


def migrate(dsn: str, scripts: Path) -> None:
    """Bring the schema to the newest revision of the Alembic folder `scripts`.

    Processes that start together wait for one another at an advisory lock. Alembic is
    imported here: for a worker, which migrates nothing, it is a third of its start.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.attributes["dsn"] = dsn
    with psycopg.connect(dsn) as session:
        session.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        command.upgrade(config, "head")


def run_migrations() -> None:
    """The body of a project's migrations/env.py."""
    from alembic import context
    from sqlalchemy import create_engine

    dsn = context.config.attributes["dsn"]
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(dsn))
    with engine.connect() as session:
        context.configure(connection=session)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()
