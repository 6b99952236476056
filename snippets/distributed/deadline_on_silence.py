# needs: postgresql
"""A deadline of 1 s around a query, on a connection that has fallen silent."""

import asyncio
import os
import time
from urllib.parse import urlsplit

import psycopg

from snippets.distributed.fault_proxy import FaultProxy

url = urlsplit(os.environ["DATABASE_URL"])


async def silent_connection() -> psycopg.AsyncConnection:
    proxy = FaultProxy(url.hostname, url.port).__enter__()
    address = url._replace(netloc=f"{url.username}@127.0.0.1:{proxy.port}").geturl()
    db = await psycopg.AsyncConnection.connect(address, autocommit=True)
    await db.execute("SELECT 1")
    proxy.inject("stall")
    return db


# --8<-- [start:deadlines]
async def polite(db: psycopg.AsyncConnection) -> None:
    async with asyncio.timeout(1):
        await db.execute("SELECT 2")  # (1)!


async def abrupt(db: psycopg.AsyncConnection) -> None:
    query = asyncio.create_task(db.execute("SELECT 2"))
    await asyncio.wait_for(asyncio.shield(query), 1)  # (2)!
# --8<-- [end:deadlines]


async def main() -> None:
    took = {}
    for deadline in (abrupt, polite):
        db = await silent_connection()
        start = time.monotonic()
        try:
            await deadline(db)
        except TimeoutError:
            took[deadline] = time.monotonic() - start
    print(f"asyncio.timeout(1), TimeoutError after: ≈ {took[polite]:.1f} s")
    print(f"the same with shield, TimeoutError after: ≈ {took[abrupt]:.1f} s")
    assert took[polite] > 8 and took[abrupt] < 3
    os._exit(0)


asyncio.run(main())
