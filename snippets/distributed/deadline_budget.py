# needs: postgresql
"""Caller -> orders -> stock -> PostgreSQL, 1 s in all: fixed timeouts, and a budget."""

import asyncio
import os
import time

import httpx
import psycopg
import uvicorn
from fastapi import FastAPI, Request, Response

URL = os.environ["DATABASE_URL"]
TOTAL = 1.0  # what the caller waits, seconds
worked_until = 0.0  # when PostgreSQL last worked for this request
orders, stock = FastAPI(), FastAPI()


# --8<-- [start:services]
def left(request: Request, started: float) -> float:
    """Seconds that the caller still waits; without the header a fixed second."""
    budget = request.headers.get("x-budget-ms", 1000)  # (1)!
    return int(budget) / 1000 - (time.monotonic() - started)


@orders.get("/")
async def place_order(request: Request) -> Response:
    started = time.monotonic()
    await asyncio.sleep(0.5)  # its own work
    if "x-budget-ms" not in request.headers:
        answer = await http.get(stock_url, timeout=1)  # everyone has a second
        return Response(status_code=answer.status_code)
    rest = left(request, started) - 0.1  # (2)!
    headers = {"x-budget-ms": str(int(rest * 1000))}
    try:
        answer = await http.get(stock_url, timeout=rest, headers=headers)
        return Response(status_code=answer.status_code)
    except httpx.TimeoutException:
        return Response(status_code=504)


@stock.get("/")
async def reserve(request: Request) -> Response:
    global worked_until
    started = time.monotonic()
    await asyncio.sleep(0.1)  # waiting for its turn
    async with await psycopg.AsyncConnection.connect(URL) as db:
        rest = left(request, started) - 0.15
        if rest < 0.05:  # (3)!
            return Response(status_code=504)
        ms = str(int(rest * 1000))
        await db.execute("SELECT set_config('statement_timeout', %s, true)", [ms])
        try:
            await db.execute("SELECT pg_sleep(0.9)")  # a slow query
            return Response(status_code=200)
        except psycopg.errors.QueryCanceled:  # (4)!
            return Response(status_code=504)
        finally:
            worked_until = time.monotonic()
# --8<-- [end:services]


async def start(app: FastAPI) -> str:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    asyncio.get_running_loop().create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"


async def main() -> None:
    global http, stock_url
    orders_url, stock_url = await start(orders), await start(stock)
    http = httpx.AsyncClient()
    wasted = {}
    for name, headers in {"fixed": {}, "budget": {"x-budget-ms": "1000"}}.items():
        began = time.monotonic()
        try:
            answer = await http.get(orders_url, headers=headers, timeout=TOTAL)
            seen = answer.status_code
        except httpx.ReadTimeout:
            seen = "ReadTimeout"
        gave_up = time.monotonic()
        await asyncio.sleep(1)
        wasted[name] = max(0, worked_until - gave_up)
        print(f"{name}, caller sees: {seen} after ≈ {gave_up - began:.2f} s")
        print(f"{name}, PostgreSQL works on for: ≈ {wasted[name]:.2f} s")
    assert wasted["fixed"] > 0.2 > wasted["budget"] + 0.1


asyncio.run(main())
os._exit(0)
