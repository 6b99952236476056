# needs: postgresql
# timeout: 120
"""A hung fraud check, a call without a timeout, and a shop that goes down with it."""

import asyncio
import os
import threading
import time

import psycopg
from fastapi import FastAPI

from snippets.reliability.checkout_shop import POOL, TABLE, make
from snippets.reliability.open_loop import offer
from snippets.reliability.serve import serve

SECONDS, PATIENCE, OFFERED = 2, 1.0, {"/checkout": 10, "/product": 20}  # a second
admin = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
admin.execute(TABLE)
fraud, hung = FastAPI(), threading.Event()


@fraud.get("/check")
async def check():
    while hung.is_set():  # it accepts the request and never answers
        await asyncio.sleep(0.02)
    return {"ok": True}


async def ask(client, path):
    return await client.get(path)


async def watch(client, start):
    """Note when the pool is full, and the threads near the end."""
    while time.monotonic() < start + SECONDS - 0.3:
        await asyncio.sleep(0.05)
        now = (await client.get("/saturation", timeout=9)).json()
        if now["connections"] == POOL:
            seen.setdefault("full", time.monotonic() - start)
        seen["threads"] = now["threads"]


served = {}
with serve(fraud) as fraud_url:
    for cure in ("nothing", "backpressure", "limit", "timeout", "breaker"):
        hung.set()
        seen = {}
        with serve(make(fraud_url, cure)) as address:
            load = offer(address, OFFERED, SECONDS, PATIENCE, ask, watch)
            good, _, first_error = asyncio.run(load)
            stuck = admin.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                " current_database() AND state = 'idle in transaction' AND"
                " wait_event = 'ClientRead'").fetchone()[0]
            hung.clear()
            time.sleep(0.3)
        for path, rate in OFFERED.items():
            served[cure, path] = good[path] / rate / SECONDS
            print(f"{cure}, {path[1:]} answered: ≈ {served[cure, path]:.0%}")
        print(f"{cure}, of 40 threads busy: ≈ {seen['threads']}")
        if cure == "nothing":
            print(f"of {POOL} connections idle in transaction, ClientRead: {stuck}")
            print(f"pool full after: ≈ {seen['full']:.1f} s")
            print(f"first error at a user after: ≈ {first_error:.1f} s")
            assert stuck == POOL and seen["full"] < first_error
for cure in ("nothing", "backpressure"):
    assert max(served[cure, "/checkout"], served[cure, "/product"]) < 0.5
assert served["limit", "/product"] > 0.8 > 0.2 > served["limit", "/checkout"]
for cure in ("timeout", "breaker"):
    assert min(served[cure, "/checkout"], served[cure, "/product"]) > 0.8
