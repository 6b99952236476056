# needs: postgresql(wal_level=logical)
"""Copy a table that is written to all the time: three ways to begin the stream."""

import os
import re
import threading

import psycopg
from psycopg import pq

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL)")
db.execute("INSERT INTO counter SELECT i, 0 FROM generate_series(1, 20) i")
writes, stop = threading.Semaphore(0), threading.Event()


def writer() -> None:
    with psycopg.connect(URL, autocommit=True) as own:
        key = 0
        while not stop.is_set():
            key = key % 20 + 1
            own.execute("UPDATE counter SET n = n + 1 WHERE id = %s", (key,))
            writes.release()


def let_it_write(count: int = 50) -> None:
    while writes.acquire(blocking=False):
        pass
    for _ in range(count):
        writes.acquire()


# --8<-- [start:idea]
def sql_slot(name: str) -> None:
    create = "SELECT pg_create_logical_replication_slot(%s, 'test_decoding')"
    db.execute(create, (name,))


def copy(snapshot: str | None = None) -> dict[int, int]:
    with psycopg.connect(URL) as own:
        own.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        if snapshot:
            own.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
        return dict(own.execute("SELECT id, n FROM counter").fetchall())


def copy_first() -> dict[int, int]:
    rows = copy()
    let_it_write()
    sql_slot("copy_first")
    return rows


def slot_first() -> dict[int, int]:
    sql_slot("slot_first")
    let_it_write()
    return copy()


def exported_snapshot() -> dict[int, int]:
    walsender = pq.PGconn.connect(f"{URL}?replication=database".encode())  # (1)!
    made = walsender.exec_(
        b"CREATE_REPLICATION_SLOT exported_snapshot LOGICAL test_decoding"
        b" (SNAPSHOT 'export')"
    )
    snapshot = made.get_value(0, 2).decode()  # (2)!
    let_it_write()
    rows = copy(snapshot)
    walsender.finish()
    return rows
# --8<-- [end:idea]


CHANGE = re.compile(r"table public\.counter: UPDATE: id\D+(\d+) n\D+(\d+)")
CHANGES = "SELECT data FROM pg_logical_slot_get_changes(%s, NULL, NULL)"
thread = threading.Thread(target=writer)
thread.start()
copies = {}
try:
    for way in (copy_first, slot_first, exported_snapshot):
        copies[way.__name__] = way()
        let_it_write()
finally:
    stop.set()
    thread.join()
print("way | increments lost | increments seen twice")
results = {}
for name, rows in copies.items():
    lost = twice = 0
    for (line,) in db.execute(CHANGES, (name,)):
        if found := CHANGE.match(line):
            key, n = int(found[1]), int(found[2])
            lost += max(0, n - rows[key] - 1)
            twice += n <= rows[key]
            rows[key] = max(n, rows[key])
    results[name] = (lost, twice)
    print(f"{name} | ≈ {lost} | ≈ {twice}")
assert results["copy_first"][0] > 0 and results["slot_first"][1] > 0
assert results["exported_snapshot"] == (0, 0)
for name in copies:
    db.execute("SELECT pg_drop_replication_slot(%s)", (name,))
