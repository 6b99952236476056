# needs: postgresql
"""The caller gives up after 0.5 s. Does the callee stop, and does its write happen?"""

import asyncio
import os
import threading
import time

import httpx
import psycopg
import uvicorn
from fastapi import FastAPI, Request

URL = os.environ["DATABASE_URL"]
app = FastAPI()
WORK = "INSERT INTO work SELECT %s FROM pg_sleep(1.5)"


# --8<-- [start:handlers]
async def connection() -> psycopg.AsyncConnection:
    return await psycopg.AsyncConnection.connect(URL, autocommit=True)


@app.post("/unaware")
async def unaware() -> None:
    async with await connection() as db:
        await db.execute(WORK, ["unaware"])  # (1)!


@app.post("/statement_timeout")
async def statement_timeout(request: Request) -> None:
    async with await connection() as db:
        left = request.headers["x-timeout-ms"]
        await db.execute("SELECT set_config('statement_timeout', %s, false)", [left])
        await db.execute(WORK, ["statement_timeout"])  # (2)!


@app.post("/disconnect")
async def disconnect(request: Request) -> None:
    async with await connection() as db:
        work = asyncio.create_task(db.execute(WORK, ["disconnect"]))
        while not work.done():
            if await request.is_disconnected():
                await db.cancel_safe()  # (3)!
            await asyncio.wait([work], timeout=0.05)
        await work
# --8<-- [end:handlers]


server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
threading.Thread(target=server.run, daemon=True).start()
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE work (handler text)")
while not server.started:
    time.sleep(0.01)
port = server.servers[0].sockets[0].getsockname()[1]
RUNNING = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'INSERT INTO work%'" \
          " AND state = 'active'"
print(f"{'handler':18} {'caller':12} running 0.5 s later  rows in the end")
for handler in ("unaware", "statement_timeout", "disconnect"):
    try:
        httpx.post(f"http://127.0.0.1:{port}/{handler}", timeout=0.5,
                   headers={"x-timeout-ms": "500"})
        seen = "answer"
    except httpx.ReadTimeout:
        seen = "ReadTimeout"
    time.sleep(0.5)
    running = db.execute(RUNNING).fetchone()[0]
    while db.execute(RUNNING).fetchone()[0]:
        time.sleep(0.05)
    rows = db.execute("SELECT count(*) FROM work WHERE handler = %s", [handler])
    count = rows.fetchone()[0]
    print(f"{handler:18} {seen:12} {running:19}  {count:15}")
    assert running == count == (handler == "unaware")
os._exit(0)
