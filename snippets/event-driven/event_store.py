# needs: postgresql
"""Streams of events in one table: expected version, rebuild time, snapshots."""

import os
import threading
import time

import psycopg
from psycopg.types.json import Jsonb

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("""
    CREATE TABLE event (
        position bigint GENERATED ALWAYS AS IDENTITY,
        stream text, version int, type text NOT NULL, data jsonb NOT NULL,
        PRIMARY KEY (stream, version));
    CREATE TABLE snapshot (stream text PRIMARY KEY, version int, state jsonb)""")


# --8<-- [start:store]
def load(session: psycopg.Connection, stream: str, use_snapshot: bool = True):
    state, version, row = {"balance": 0}, 0, None
    if use_snapshot:
        query = "SELECT state, version FROM snapshot WHERE stream = %s"
        row = session.execute(query, (stream,)).fetchone()
    state, version = row or (state, version)
    query = """SELECT version, type, data FROM event
        WHERE stream = %s AND version > %s ORDER BY version"""
    for version, kind, data in session.execute(query, (stream, version)):  # (1)!
        sign = {"Deposited": 1, "Withdrawn": -1}[kind]
        state["balance"] += sign * data["cents"]
    return state, version


def append(session, stream: str, expected: int, kind: str, data: dict) -> None:
    session.execute(
        "INSERT INTO event (stream, version, type, data) VALUES (%s, %s, %s, %s)",
        (stream, expected + 1, kind, Jsonb(data)),  # (2)!
    )
# --8<-- [end:store]


append(db, "account-1", 0, "Deposited", {"cents": 100})
barrier, outcomes = threading.Barrier(2), []


def withdraw() -> None:
    with psycopg.connect(URL, autocommit=True) as own:
        tries = 0
        while True:
            tries += 1
            state, version = load(own, "account-1")
            if tries == 1:
                barrier.wait()
            if state["balance"] < 80:
                outcomes.append(f"refused after {tries} tries")
                return
            try:
                append(own, "account-1", version, "Withdrawn", {"cents": 80})
                outcomes.append(f"paid after {tries} try")
                return
            except psycopg.errors.UniqueViolation as error:
                outcomes.append(f"{error.sqlstate} {error.diag.constraint_name}")


threads = [threading.Thread(target=withdraw) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("two withdrawals of 80 from 100:", *sorted(outcomes), sep="\n  ")
print(f"balance: {load(db, 'account-1')[0]['balance']}")
assert load(db, "account-1")[0]["balance"] == 20

db.execute("""INSERT INTO event (stream, version, type, data)
    SELECT 'account-2', i, 'Deposited', '{"cents": 1}'
    FROM generate_series(1, 50000) i""")
db.execute("ANALYZE event")


def timed(use_snapshot: bool) -> float:
    start = time.perf_counter()
    state, version = load(db, "account-2", use_snapshot)
    assert (state["balance"], version) == (50000, 50000)
    return (time.perf_counter() - start) * 1000


full = min(timed(False) for _ in range(3))
db.execute("""INSERT INTO snapshot VALUES ('account-2', 49900, '{"balance": 49900}')""")
short = min(timed(True) for _ in range(3))
print(f"50000 events, rebuilt: ≈ {full:.0f} ms")
print(f"with a snapshot 100 events old: ≈ {short:.1f} ms")
assert short < full / 10
