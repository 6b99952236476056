# needs: postgresql
import os
import random
import time
from contextlib import nullcontext

import psycopg
from psycopg.errors import DeadlockDetected, SerializationFailure

URL = os.environ["DATABASE_URL"]
REPEATABLE = psycopg.IsolationLevel.REPEATABLE_READ
other = psycopg.connect(URL, autocommit=True)
other.execute("CREATE TABLE stock (n int); INSERT INTO stock VALUES (0)")
other.execute("CREATE TABLE done (key text PRIMARY KEY, n int)")


# --8<-- [start:loop]
def transact(connect, work, *, tries=6, budget=2.0, base=0.01):
    """Run `work` in a transaction until it commits; raise when it is hopeless."""
    ends = time.monotonic() + budget
    for attempt in range(1, tries + 1):
        db = connect()  # (1)!
        try:
            with db.transaction():
                result = work(db)  # (2)!
            return result, attempt  # (3)!
        except (SerializationFailure, DeadlockDetected):
            pause = random.uniform(0, base * 2**attempt)  # (4)!
            if attempt == tries or time.monotonic() + pause > ends:
                raise
            time.sleep(pause)


def sell(db):
    first = db.execute(  # (5)!
        "INSERT INTO done VALUES ('order-7') ON CONFLICT DO NOTHING RETURNING key"
    ).fetchone()
    if not first:
        return "was already done"
    (n,) = db.execute("SELECT n FROM stock").fetchone()
    disturb()
    db.execute("UPDATE stock SET n = %s", [n + 1])
    return "sold"
# --8<-- [end:loop]


def session():
    db = psycopg.connect(URL, autocommit=True)
    db.isolation_level = REPEATABLE
    return db


def disturb():
    """Another session sells one, as long as there is something left to disturb."""
    if pending:
        other.execute("UPDATE stock SET n = n + 1")
        pending.pop()


# --8<-- [start:wrong]
def code(db, statement, block):
    try:
        with block:
            db.execute(statement)
        return "ok"
    except psycopg.Error as error:
        return error.sqlstate


pending = [1]
with session() as db:
    db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    (n,) = db.execute("SELECT n FROM stock").fetchone()
    disturb()
    add = f"UPDATE stock SET n = {n + 1}"
    print("the UPDATE fails:", code(db, add, db.transaction()))
    print("again after ROLLBACK TO SAVEPOINT:", code(db, add, db.transaction()))
    print("without a savepoint:", code(db, add, nullcontext()))
    print("again in the failed transaction:", code(db, add, nullcontext()))
    db.execute("ROLLBACK")
    db.execute(add)
print("the old statement in a new transaction: n =",
      *other.execute("SELECT n FROM stock").fetchone(), "after two sales")  # fmt: skip
# --8<-- [end:wrong]

pending = [1, 2]
result, attempt = transact(session, sell)
print(f"the loop, two disturbances: {result}, attempt {attempt}")
print("the same request again:", *transact(session, sell))
(n,) = other.execute("SELECT n FROM stock").fetchone()
print("n =", n, "after five sales, the first of them lost above")
assert (n, attempt) == (4, 3)
