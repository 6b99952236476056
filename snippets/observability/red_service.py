# needs: postgresql, prometheus
import asyncio
import json
import os
import time
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import httpx
import psycopg
from fastapi import FastAPI, HTTPException, Request, Response
from prometheus_client import Counter, Histogram, generate_latest

from snippets.reliability.serve import serve

# --8<-- [start:red]
SECONDS = Histogram("http_server_seconds", "Requests", ["route", "code"],
                    buckets=[0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1])  # fmt: skip
QUERY = Histogram("db_seconds", "Calls to PostgreSQL", ["query"])  # (1)!
app = FastAPI()


@app.middleware("http")
async def red(request: Request, call_next):
    began, code = time.perf_counter(), 500
    try:
        answer = await call_next(request)
        code = answer.status_code
        return answer
    finally:  # (2)!
        route = getattr(request.scope.get("route"), "path", "(no route)")
        SECONDS.labels(route, code).observe(time.perf_counter() - began)
# --8<-- [end:red]


@app.get("/metrics")
async def metrics():
    return Response(generate_latest(), media_type="text/plain; version=0.0.4")


async def query(name: str, sql: str, *values):
    with QUERY.labels(name).time():
        async with await psycopg.AsyncConnection.connect(URL) as connection:
            return await (await connection.execute(sql, values)).fetchone()


@app.get("/orders/{order}")
async def order(order: int):
    row = await query("order", "SELECT total FROM orders WHERE id = %s", order)
    if not row:
        raise HTTPException(404)
    return row[0]


@app.get("/report")
async def report():
    return await query("report", "SELECT count(*), pg_sleep(0.4) FROM orders")


@app.get("/share/{people}")
async def share(people: int):
    return (await query("share", "SELECT 100 / %s::int", people))[0]


URL, PROMETHEUS = os.environ["DATABASE_URL"], os.environ["PROMETHEUS_URL"]
with psycopg.connect(URL, autocommit=True) as admin:
    admin.execute("CREATE TABLE orders AS SELECT id, id * 10 AS total"
                  " FROM generate_series(1, 90) id")  # fmt: skip
# --8<-- [start:client]
CLIENT = Counter("http_client_total", "Calls", ["route", "result"])


async def call(client, route: str, path: str) -> None:
    try:
        answer = await client.get(path, timeout=0.2 if route == "/report" else 5)
        CLIENT.labels(route, str(answer.status_code)).inc()
    except httpx.TransportError as error:
        CLIENT.labels(route, type(error).__name__).inc()
# --8<-- [end:client]


async def load(address: str) -> None:
    async with httpx.AsyncClient(base_url=address) as client:
        for n in range(1, 101):
            calls = [call(client, "/orders/{order}", f"/orders/{n}")]
            if n % 10 == 0:
                calls += [call(client, "/report", "/report"),
                          call(client, "/share/{people}", f"/share/{n % 4}")]
            await asyncio.gather(*calls)
        await asyncio.sleep(0.6)
        await asyncio.gather(*(call(client, "-", f"/.env?{n}") for n in range(5)))


def ask(promql: str) -> dict[str, float]:
    address = f"{PROMETHEUS}/api/v1/query?query={quote(promql)}"
    rows = json.load(urlopen(address, timeout=5))["data"]["result"]
    return {row["metric"].get("route", ""): float(row["value"][1]) for row in rows}


with serve(app) as address:
    targets = Path(os.environ["PROMETHEUS_CONFIG"], "targets", "app.yml")
    targets.write_text(json.dumps([{"targets": [address.split("//")[1]]}]))
    urlopen(f"{PROMETHEUS}/-/reload", data=b"", timeout=5).close()
    asyncio.run(load(address))
    while ask("sum(http_server_seconds_count{route!='/metrics'})").get("") != 125:
        time.sleep(0.1)
    count = ask("sum by (route) (http_server_seconds_count{route!='/metrics'})")
    wrong = ask("sum by (route) (http_server_seconds_count{code=~'5..'})")
    p95 = ask("histogram_quantile(0.95, sum by (route, le)"
              " (http_server_seconds_bucket{route!='/metrics'}))")  # fmt: skip
    failed = ask("sum by (route) (http_client_total{result!~'200|404'})")
    db = ask("sum(db_seconds_sum) / sum(db_seconds_count)")
for route in sorted(count):
    print(f"{route}: {count[route]:.0f} requests, p95 ≈ {p95[route]:.2f} s")
    for side, errors in (("server", wrong), ("client", failed)):
        print(f"{route}, errors at the {side}: {errors.get(route, 0):.0f}")
print(f"a call to PostgreSQL, mean: ≈ {1000 * db['']:.0f} ms")
assert wrong.get("/report", 0) == 0 and failed["/report"] == 10
