# needs: postgresql
"""A shop that is slow sometimes: five causes, each with a switch that mends it."""

import asyncio, os, threading, time  # noqa: E401
from contextlib import asynccontextmanager
from random import Random

import psycopg

URL, POOL, LINES, TIMEOUT = os.environ["DATABASE_URL"], 4, 900, 0.2


def ask_directory() -> None:
    time.sleep(0.2)  # a client that blocks its thread until the server answers


class Shop:
    """`mended` names the causes that are switched off; `events` is the wide log."""
    def __init__(self, mended: frozenset[str]) -> None:
        self.mended, self.events = mended, []
        self.free: asyncio.Queue = asyncio.Queue()
        self.answers, self.items = Random(11), Random(12)

    async def open(self) -> None:
        for _ in range(POOL):
            connect = psycopg.AsyncConnection.connect
            self.free.put_nowait(await connect(URL, autocommit=True))

    # --8<-- [start:event]
    async def handle(self, route: str, tenant: str, due: float) -> None:
        event = {"route": route, "tenant": tenant, "due": due, "pool_ms": 0.0,
                 "db_ms": 0.0, "held_ms": 0.0, "queries": 0, "attempts": 1}  # fmt: skip
        event["late_ms"] = 1000 * (time.perf_counter() - due)  # (1)!
        await getattr(self, route)(event)
        event["ms"] = 1000 * (time.perf_counter() - due)
        self.events.append(event)  # one line for each request

    @asynccontextmanager
    async def connection(self, event: dict):
        asked = time.perf_counter()
        connection = await self.free.get()
        got = time.perf_counter()
        event["pool_ms"] += 1000 * (got - asked)
        try:
            yield connection
        finally:
            event["held_ms"] += 1000 * (time.perf_counter() - got)  # (2)!
            self.free.put_nowait(connection)
    # --8<-- [end:event]

    async def query(self, event, connection, sql, *values):
        asked = time.perf_counter()
        cursor = await connection.execute(sql, values)
        event["db_ms"] += 1000 * (time.perf_counter() - asked)
        event["queries"] += 1
        return cursor

    # --8<-- [start:routes]
    async def checkout(self, event):
        async with self.connection(event) as c:
            item = self.items.randrange(50)
            await self.query(event, c, "UPDATE stock SET n = n - 1 WHERE id = %s", item)

    async def invoice(self, event):
        async with self.connection(event) as c:
            find = "SELECT id FROM lines WHERE tenant = %s"
            rows = await (await self.query(event, c, find, event["tenant"])).fetchall()
            for (line,) in () if "n+1" in self.mended else rows:
                await self.query(event, c, "SELECT price FROM lines WHERE id=%s", line)

    async def report(self, event):
        async with self.connection(event) as c:
            await self.query(event, c, "SELECT count(*) FROM lines")
            if "pool" not in self.mended:
                await asyncio.sleep(0.25)  # renders, with the connection in its hand
        if "pool" in self.mended:
            await asyncio.sleep(0.25)

    async def login(self, event):
        if "loop" in self.mended:
            await asyncio.to_thread(ask_directory)
        else:
            ask_directory()

    async def tax(self, event):
        while self.answers.random() < 0.06:  # the answer is lost
            await asyncio.sleep(0.03 if "retry" in self.mended else TIMEOUT)
            event["attempts"] += 1
        await asyncio.sleep(0.004)
    # --8<-- [end:routes]


def create(admin: psycopg.Connection) -> None:
    admin.execute(f"""
      CREATE TABLE stock AS SELECT id, 9 n, 5 price FROM generate_series(0, 49) id;
      CREATE TABLE lines (id int PRIMARY KEY, tenant text, price int);
      INSERT INTO lines SELECT i, CASE WHEN i > 18 THEN 'acme' ELSE 't' || i % 9 END, 7
        FROM generate_series(1, {LINES + 18}) i; CREATE INDEX ON lines (tenant)""")


def job(stop: threading.Event, zero: float, mended: bool) -> None:
    with psycopg.connect(URL, application_name="price-job", autocommit=True) as own:
        while not stop.wait(1 - (time.perf_counter() - zero) % 1):
            with own.transaction():
                own.execute("UPDATE stock SET price = price + 1")
                if not mended:
                    own.execute("SELECT pg_sleep(0.25)")


async def smoke() -> None:
    shop = Shop(frozenset())
    await shop.open()
    for route in ("checkout", "invoice", "report", "login", "tax"):
        await shop.handle(route, "acme", time.perf_counter())
    print({event["route"]: event["queries"] for event in shop.events})


if __name__ == "__main__":
    create(psycopg.connect(URL, autocommit=True))
    asyncio.run(smoke())
