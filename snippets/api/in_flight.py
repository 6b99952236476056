# needs: postgresql
import os
import threading

import psycopg
from psycopg.rows import dict_row

from snippets.api.idempotent import SCHEMA, once, pay
from snippets.api.service import problem


def connect():
    return psycopg.connect(os.environ["DATABASE_URL"], row_factory=dict_row)


# --8<-- [start:ways]
REQUEST = {"customer": "ann", "cents": 900}


def look_then_pay(db, key, effect):
    known = db.execute("SELECT status, body FROM idempotency_keys WHERE key = %s",
                       [key]).fetchone()
    if known:
        return known["status"], known["body"]
    answer = effect(db)
    db.execute("INSERT INTO idempotency_keys VALUES ('ann', %s, '', 201, '') "
               "ON CONFLICT DO NOTHING", [key])
    return answer


def wait(db, key, effect):
    return once(db, "ann", key, REQUEST, effect)  # (1)!


def wait_a_little(db, key, effect):
    db.execute("SET LOCAL lock_timeout = '200ms'")  # (2)!
    return once(db, "ann", key, REQUEST, effect)


def refuse(db, key, effect):
    lock = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0)) AS mine"  # (3)!
    if not db.execute(lock, [f"ann {key}"]).fetchone()["mine"]:
        return 409, "in flight"
    return once(db, "ann", key, REQUEST, effect)
# --8<-- [end:ways]


def race(way):
    """The first caller is inside its effect when the second one comes."""
    inside, go_on, second = threading.Event(), threading.Event(), {}

    def slow(db):
        answer = pay(db, REQUEST)
        inside.set()
        go_on.wait(20)
        return answer

    def first():
        with connect() as db:
            way(db, way.__name__, slow)

    def retry():
        try:
            with connect() as db:
                second["answer"] = way(db, way.__name__, lambda db: pay(db, REQUEST))
        except psycopg.Error as error:
            second["answer"] = problem(error).status, error.sqlstate

    one, two = threading.Thread(target=first), threading.Thread(target=retry)
    one.start()
    inside.wait(20)
    two.start()
    two.join(1)
    waited = two.is_alive()
    go_on.set()
    one.join(), two.join()
    return second["answer"][0], waited


with connect() as db:
    db.execute(SCHEMA)
print(f"{'way':<15}{'ledger rows':>12}{'retry gets':>12}  while the first one runs")
counts = {}
for way in (look_then_pay, wait, wait_a_little, refuse):
    with connect() as db:
        db.execute("TRUNCATE ledger, idempotency_keys")
    status, waited = race(way)
    with connect() as db:
        rows = db.execute("SELECT count(*) FROM ledger").fetchone()["count"]
    counts[way] = rows
    assert rows == (2 if way is look_then_pay else 1)
    print(f"{way.__name__:<15}{rows:>12}{status:>12}  "
          f"{'waits, holding a connection' if waited else 'answers'}")
print("payments, look then pay:", counts[look_then_pay])
print("payments, with a key:", counts[refuse])
