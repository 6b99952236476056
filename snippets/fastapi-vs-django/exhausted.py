# needs: postgresql
"""A pool of two, six requests that hold a connection for a second each."""

import asyncio
import os
import threading
import time

os.environ["POOL"] = "2"
import django_app  # noqa: E402, F401
from django.db import connection, connections  # noqa: E402
from psycopg_pool import AsyncConnectionPool  # noqa: E402
from sqlalchemy import text  # noqa: E402
from sqlalchemy.ext.asyncio import create_async_engine  # noqa: E402

URL = os.environ["DATABASE_URL"]
HOLD = "SELECT pg_sleep(1)"
errors: dict[str, list[str]] = {}


def note(pool: str, error: Exception) -> None:
    text = str(error).split(" (Background")[0]
    errors.setdefault(pool, []).append(f"{type(error).__name__}: {text}")


# --8<-- [start:pools]
connections.databases["default"]["OPTIONS"]["pool"]["timeout"] = 0.3  # default 30


def django_request() -> None:
    try:
        with connection.cursor() as db:
            db.execute(HOLD)
    except Exception as error:
        note("Django", error)
    finally:
        connection.close()  # gives it back; Django does that at a request's end


async def others() -> None:
    engine = create_async_engine(URL.replace("postgresql:", "postgresql+psycopg:"),
                                 pool_size=2, max_overflow=0, pool_timeout=0.3)
    pool = AsyncConnectionPool(URL, min_size=1, max_size=2, timeout=0.3, open=False)

    async def sqlalchemy_request() -> None:
        try:
            async with engine.connect() as db:
                await db.execute(text(HOLD))
        except Exception as error:
            note("SQLAlchemy", error)

    async def psycopg_request() -> None:
        try:
            async with pool.connection() as db:
                await db.execute(HOLD)
        except Exception as error:
            note("psycopg_pool", error)
    # --8<-- [end:pools]

    async with pool:
        await asyncio.gather(*[sqlalchemy_request() for _ in range(6)],
                             *[psycopg_request() for _ in range(6)])
    await engine.dispose()


connection.ensure_connection()
connection.close()
threads = [threading.Thread(target=django_request) for _ in range(6)]
begin = time.monotonic()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
asyncio.run(others())
for pool, messages in sorted(errors.items()):
    print(f"{pool}, refused of 6: {len(messages)}")
    print(f"  {messages[0][:76]}")
assert all(len(messages) == 4 for messages in errors.values()), errors
assert len(errors) == 3
os._exit(0)
