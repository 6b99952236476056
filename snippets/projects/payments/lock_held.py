# needs: postgresql
# timeout: 60
"""A client that vanishes inside a transaction: how long its lock stays."""

import asyncio
import os
import random
import time
from urllib.parse import urlsplit

import psycopg
from chaos.proxy import Faults, Proxy

DATABASE = os.environ["DATABASE_URL"]
LOCK = "SELECT * FROM charge WHERE id = 1 FOR UPDATE"
GIVE_UP = "SET lock_timeout = '4s'"


async def connect(proxy: Proxy, options: str) -> psycopg.AsyncConnection:
    """A client's way to the database, through the proxy."""
    place = urlsplit(DATABASE)
    through = place._replace(
        netloc=place.netloc.replace(f":{place.port}", f":{proxy.port}")
    )
    return await psycopg.AsyncConnection.connect(through.geturl(), options=options)


# --8<-- [start:silent]
async def silent(options: str) -> str:
    """The network swallows everything, no FIN, no RST, as when power is lost."""
    faults = Faults()
    proxy = await Proxy(
        lambda: urlsplit(DATABASE).port, faults, random.Random(1)
    ).start()
    holder = await connect(proxy, options)
    await holder.execute(LOCK)
    faults.silent = True
    async with await psycopg.AsyncConnection.connect(DATABASE) as next_one:
        await next_one.execute(GIVE_UP)
        begin = time.monotonic()
        try:
            await next_one.execute(LOCK)
        except psycopg.errors.LockNotAvailable:
            return "still held after 4 s"
        finally:
            proxy.close()
        return f"free after ≈ {time.monotonic() - begin:.1f} s"


# --8<-- [end:silent]


# --8<-- [start:queue]
async def queued(options: str) -> int:
    """A client that waits for a lock is killed: does its place in the queue go?"""
    proxy = await Proxy(
        lambda: urlsplit(DATABASE).port, Faults(), random.Random(1)
    ).start()
    async with await psycopg.AsyncConnection.connect(DATABASE) as holder:
        await holder.execute(LOCK)
        ghost = await connect(proxy, options)
        waiting = asyncio.create_task(ghost.execute(LOCK))
        await asyncio.sleep(0.5)
        proxy.close()  # the client is killed: its kernel closes the connection
        await asyncio.sleep(2.5)
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        found = await (await holder.execute(query)).fetchone()
    await asyncio.gather(waiting, return_exceptions=True)
    return found[0]


# --8<-- [end:queue]


async def main() -> None:
    with psycopg.connect(DATABASE) as db:
        db.execute("CREATE TABLE charge (id int PRIMARY KEY)")
        db.execute("INSERT INTO charge VALUES (1)")
    print(f"silent network, defaults: {await silent('')}")
    limit = "idle_in_transaction_session_timeout"
    bounded = await silent(f"-c {limit}=1s")
    print(f"silent network, {limit} = 1s: {bounded}")
    ghosts = await queued(""), await queued("-c client_connection_check_interval=1s")
    print(f"killed in the queue, defaults, still waiting: {ghosts[0]}")
    print(f"killed in the queue, client_connection_check_interval = 1s: {ghosts[1]}")
    assert bounded.startswith("free") and ghosts == (1, 0)


asyncio.run(main())
