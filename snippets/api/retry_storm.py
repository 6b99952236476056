# needs: postgresql
# timeout: 180
import os
import random
from concurrent.futures import ThreadPoolExecutor

import psycopg
from fastapi import Header, Response
from psycopg.rows import dict_row

from snippets.api.idempotent import SCHEMA, once, pay
from snippets.api.service import application, database, serving

with database() as db:
    db.execute(SCHEMA)
app = application()


@app.post("/payments")
def payments(request: dict, idempotency_key: str = Header()):
    with database() as db:
        status, body = once(db, request["customer"], idempotency_key, request,
                            lambda db: pay(db, request))
    return Response(body, status, media_type="application/json")


def rows():
    with database() as db:
        return db.execute("SELECT count(*) FROM ledger").fetchone()["count"]


# --8<-- [start:parallel]
with serving(app) as client, ThreadPoolExecutor(20) as retries:
    send = lambda _: client.post("/payments", json={"customer": "ann", "cents": 900},
                                 headers={"Idempotency-Key": "one-click"})
    answers = list(retries.map(send, range(200)))
print("retries of one key over HTTP:", len(answers))
print("different answers:", len({(got.status_code, got.text) for got in answers}))
print("ledger rows after them:", rows())
# --8<-- [end:parallel]
assert rows() == 1 and len({(got.status_code, got.text) for got in answers}) == 1


# --8<-- [start:crashes]
class Crash(Exception):
    """The process is gone: whatever was not committed is lost."""


def attempt(db, key, crash):
    """Try a key once, and die at a step, or not."""
    def effect(db):
        if crash == "before the effect":
            raise Crash
        answer = pay(db, {"customer": key, "cents": 5})
        if crash == "after the effect":
            raise Crash
        return answer

    with db.transaction():
        answer = once(db, key, "k", {"cents": 5}, effect)
        if crash == "before the commit":
            raise Crash
    if crash == "before the answer":  # (1)!
        raise Crash
    return answer


STEPS = ["before the effect", "after the effect", "before the commit",
         "before the answer", None]


def caller(key, rng):
    """Retry until an answer arrives; return it and the number of crashes met."""
    crashes = 0
    while True:
        try:
            return attempt(connections[rng.worker], key, rng.choice(STEPS)), crashes
        except Crash:
            crashes += 1
# --8<-- [end:crashes]


def trial(worker):
    """Race for the same 1,000 keys as the other worker."""
    rng = random.Random(worker)
    rng.worker = worker
    return [caller(f"customer {n}", rng) for n in range(1000)]


connections = [psycopg.connect(os.environ["DATABASE_URL"], autocommit=True,
                               row_factory=dict_row) for _ in range(2)]
with ThreadPoolExecutor(2) as pool:
    left, right = pool.map(trial, range(2))
print("keys, each tried by two callers at once:", len(left))
print("callers that got equal answers:", sum(a[0] == b[0] for a, b in zip(left, right)))
print("ledger rows of these keys:", rows() - 1)
crashes = sum(met for _, met in left + right)
print(f"crashes survived: ≈ {crashes:,}")
assert rows() == 1001 and all(a[0] == b[0] for a, b in zip(left, right))
assert crashes > 2000
