# needs: postgresql
"""The same payment request, twenty times at once: a look before, and a unique key."""

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg

URL = os.environ["DATABASE_URL"]
setup = psycopg.connect(URL, autocommit=True)
setup.execute("""
    CREATE TABLE payment (id bigint GENERATED ALWAYS AS IDENTITY, key text, yen int);
    CREATE TABLE answered (key text PRIMARY KEY, request jsonb NOT NULL, answer jsonb,
                           created_at timestamptz NOT NULL DEFAULT now())
""")
PAY = "INSERT INTO payment (key, yen) VALUES (%s, %s) RETURNING id"


def look_first(key: str, request: dict) -> tuple[int, dict]:
    with psycopg.connect(URL) as db:
        query = "SELECT answer FROM answered WHERE key = %s"
        if found := db.execute(query, [key]).fetchone():
            return 200, found[0]
        payment = db.execute(PAY, [key, request["yen"]]).fetchone()[0]
        answer = {"payment": payment}
        db.execute("INSERT INTO answered VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                   [key, json.dumps(request), json.dumps(answer)])
        return 200, answer


# --8<-- [start:unique]
def unique_key(key: str, request: dict, crash: bool = False) -> tuple[int, dict]:
    with psycopg.connect(URL) as db:  # (1)!
        mine = db.execute(
            "INSERT INTO answered (key, request) VALUES (%s, %s) "
            "ON CONFLICT DO NOTHING RETURNING key", [key, json.dumps(request)]
        ).fetchone()  # (2)!
        if mine is None:
            before, answer = db.execute(
                "SELECT request, answer FROM answered WHERE key = %s", [key]).fetchone()
            return (200, answer) if before == request else (422, {})  # (3)!
        payment = db.execute(PAY, [key, request["yen"]]).fetchone()[0]
        if crash:
            raise RuntimeError
        answer = {"payment": payment}
        db.execute("UPDATE answered SET answer = %s WHERE key = %s",
                   [json.dumps(answer), key])
        return 200, answer
# --8<-- [end:unique]


def payments(key: str) -> int:
    query = "SELECT count(*) FROM payment WHERE key = %s"
    return setup.execute(query, [key]).fetchone()[0]


def storm(handler, key: str) -> set:
    start = threading.Barrier(20)

    def one(_: int) -> str:
        start.wait()
        return json.dumps(handler(key, {"yen": 500}))

    with ThreadPoolExecutor(20) as pool:
        return set(pool.map(one, range(20)))


storm(look_first, "order-1")
print(f"look first, payments: ≈ {payments('order-1')}")
answers = storm(unique_key, "order-2")
print("unique key, payments:", payments("order-2"))
print("unique key, different answers:", len(answers))
print("same key, other amount:", unique_key("order-2", {"yen": 900})[0])
try:
    unique_key("order-3", {"yen": 500}, crash=True)
except RuntimeError:
    print("payments after a handler that failed:", payments("order-3"))
print("its retry:", unique_key("order-3", {"yen": 500})[0])
assert payments("order-1") > 1 == payments("order-2") == payments("order-3")
assert len(answers) == 1
