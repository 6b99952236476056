# needs: postgresql
"""A shop with a pool of four, an audit log, and two doors that let faults in."""

import asyncio
import logging
import os
import time

import psycopg
from fastapi import FastAPI, Request

app, audit = FastAPI(), logging.getLogger("audit")
audit.propagate, logging.raiseExceptions = False, False  # a log that fails is silent
audit.addHandler(logging.NullHandler())
served, waits = [], []  # seconds and status, seconds for a connection
pool: asyncio.Queue


@app.middleware("http")
async def red(request: Request, call_next):
    began, code = time.perf_counter(), 500
    try:
        answer = await call_next(request)
        code = answer.status_code
        return answer
    finally:
        served.append((time.perf_counter() - began, code))


@app.get("/open")
async def open_pool():
    global pool
    pool = asyncio.Queue()
    for _ in range(4):
        connect = psycopg.AsyncConnection.connect
        pool.put_nowait(await connect(os.environ["DATABASE_URL"], autocommit=True))


@app.get("/buy/{item}")
async def buy(item: int):
    asked = time.perf_counter()
    connection = await pool.get()
    waits.append(time.perf_counter() - asked)
    try:
        await connection.execute("UPDATE stock SET n = n - 1 WHERE id = %s", [item])
    finally:
        pool.put_nowait(connection)
    audit.warning("sold %s", item)


# --8<-- [start:doors]
@app.get("/leak/{seconds}")
async def leak(seconds: float):
    held = [await pool.get() for _ in range(4)]
    await asyncio.sleep(seconds)
    [pool.put_nowait(one) for one in held]


@app.get("/block/{seconds}")
async def block(seconds: float):
    time.sleep(seconds)
# --8<-- [end:doors]


async def get(address: str, path: str) -> None:
    """GET `path` over a new connection; an answer other than 200 is an error."""
    host, port = address.split("//")[1].split(":")
    reader, writer = await asyncio.open_connection(host, port)
    head = f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    writer.write(head.encode())
    assert b" 200 " in await reader.read()
    writer.close()


if __name__ == "__main__":
    from snippets.reliability.serve import serve

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute("CREATE TABLE stock AS SELECT 1 AS id, 9 AS n")
        with serve(app) as address:
            asyncio.run(get(address, "/open"))
            asyncio.run(get(address, "/buy/1"))
        print("left:", admin.execute("SELECT n FROM stock").fetchone()[0])
