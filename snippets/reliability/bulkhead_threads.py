"""One slow dependency and the thread pool that all `def` endpoints share."""

import contextlib
import threading
import time

import anyio.to_thread
import httpx
from fastapi import FastAPI, HTTPException

from snippets.reliability.serve import serve

SLOW, CALLERS, LIMIT = 1.0, 120, 10


# --8<-- [start:app]
def make(bulkhead: bool) -> FastAPI:
    app = FastAPI()
    compartment = threading.BoundedSemaphore(LIMIT)

    @contextlib.contextmanager
    def inside():
        if not compartment.acquire(blocking=False):  # (1)!
            raise HTTPException(503, "report: all places taken")
        try:
            yield
        finally:
            compartment.release()

    @app.get("/report")
    def report():  # (2)!
        with inside() if bulkhead else contextlib.nullcontext():
            time.sleep(SLOW)  # in place of a slow dependency
        return {}

    @app.get("/product")
    def product():
        time.sleep(0.005)
        return {}

    @app.get("/health")
    async def health():  # (3)!
        limiter = anyio.to_thread.current_default_thread_limiter()
        return {"busy": limiter.borrowed_tokens, "of": limiter.total_tokens}

    return app
# --8<-- [end:app]


def run(bulkhead):
    limits = httpx.Limits(max_connections=None)
    with (serve(make(bulkhead)) as address,
          httpx.Client(base_url=address, timeout=30, limits=limits) as client):
        client.get("/product")
        reports = []
        threads = [
            threading.Thread(target=lambda: reports.append(client.get("/report")))
            for _ in range(CALLERS)
        ]
        for thread in threads:
            thread.start()

        def settled():
            if bulkhead:  # the refusals are answered: the rest sits in the compartment
                return len(reports) >= CALLERS - LIMIT
            return client.get("/health").json()["busy"] == 40

        while not settled():
            time.sleep(0.005)
        pool = client.get("/health").json()
        start = time.monotonic()
        client.get("/product")
        waited = time.monotonic() - start
        for thread in threads:
            thread.join()
    statuses = [report.status_code for report in reports]
    return pool, waited, statuses


if __name__ == "__main__":
    waited = {}
    for bulkhead, label in ((False, "shared pool"), (True, "bulkhead of 10")):
        pool, waited[bulkhead], reports = run(bulkhead)
        print(f"{label}, threads busy: ≈ {pool['busy']} of {pool['of']}")
        assert pool["busy"] < 20 if bulkhead else pool["busy"] == 40
        print(f"{label}, product page: ≈ {waited[bulkhead] * 1000:.0f} ms")
        print(f"{label}, reports answered: ≈ {reports.count(200)}")
        print(f"{label}, reports refused with 503: ≈ {reports.count(503)}")
    assert waited[False] > SLOW / 2 > waited[True] and reports.count(503) > 100
