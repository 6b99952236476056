# needs: postgresql
"""A shop that asks another service while it holds a connection to PostgreSQL."""

import os
import queue
import threading
import time

import anyio.to_thread
import httpx
import psycopg
from fastapi import FastAPI, HTTPException

from snippets.reliability.breaker import Breaker
from snippets.reliability.serve import serve

POOL = 5
TABLE = "CREATE TABLE purchase (id bigserial PRIMARY KEY, state text)"


# --8<-- [start:shop]
def make(fraud_url, cure):
    app, pool = FastAPI(), queue.Queue()
    for _ in range(POOL):
        pool.put(psycopg.connect(os.environ["DATABASE_URL"]))
    client = httpx.Client(timeout=0.2 if cure in ("timeout", "breaker") else None)
    breaker = Breaker(time.monotonic, calls=5, minimum=5, wait=30)
    admitted = threading.BoundedSemaphore(2)
    wait = 0.1 if cure == "backpressure" else None  # (1)!

    def verdict():
        permit = breaker.allow() if cure == "breaker" else 0
        if permit is None:
            return "review"  # (2)!
        ok = False
        try:
            client.get(fraud_url + "/check").raise_for_status()
            ok = True
        except httpx.HTTPError:
            pass
        finally:
            breaker.record(permit, ok)
        return "paid" if ok else "review"

    def in_transaction(work):
        try:
            connection = pool.get(timeout=wait)
        except queue.Empty:
            raise HTTPException(503, "busy", headers={"Retry-After": "2"}) from None
        try:
            with connection.transaction():
                return work(connection)
        finally:
            pool.put(connection)

    @app.get("/checkout")
    def checkout():
        def work(connection):
            connection.execute("INSERT INTO purchase (state) VALUES ('new')")
            return verdict()  # (3)!

        if cure == "limit" and not admitted.acquire(blocking=False):
            raise HTTPException(503, "busy", headers={"Retry-After": "2"})
        try:
            return in_transaction(work)
        finally:
            if cure == "limit":
                admitted.release()

    @app.get("/product")
    def product():
        return in_transaction(lambda db: db.execute("SELECT 1").rowcount)

    @app.get("/saturation")
    async def saturation():
        threads = anyio.to_thread.current_default_thread_limiter().borrowed_tokens
        return {"connections": POOL - pool.qsize(), "threads": threads}

    return app
# --8<-- [end:shop]


if __name__ == "__main__":
    with psycopg.connect(os.environ["DATABASE_URL"]) as db:
        db.execute(TABLE)
    fraud = FastAPI()

    @fraud.get("/check")
    async def check():
        return {"ok": True}

    with serve(fraud) as fraud_url, serve(make(fraud_url, "nothing")) as address:
        for path in ("/checkout", "/product", "/saturation"):
            answer = httpx.get(address + path)
            print(f"{path}: {answer.status_code} {answer.text}")
            assert answer.status_code == 200
