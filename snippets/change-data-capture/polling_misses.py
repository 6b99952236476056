# needs: postgresql(wal_level=logical)
"""A copy kept by polling updated_at, and one kept by the log, over the same writes."""

import os
import re

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("""CREATE TABLE invoice (id int PRIMARY KEY, cents int,
    updated_at timestamptz NOT NULL DEFAULT now())""")
db.execute("INSERT INTO invoice SELECT i, 100 FROM generate_series(1, 6) i")
db.execute("SELECT pg_create_logical_replication_slot('copy', 'test_decoding')")
polled = dict(db.execute("SELECT id, cents FROM invoice").fetchall())
logged = dict(polled)
mark = db.execute("SELECT max(updated_at) FROM invoice").fetchone()[0]


# --8<-- [start:idea]
def poll() -> None:
    global mark
    rows = db.execute(
        "SELECT id, cents, updated_at FROM invoice WHERE updated_at > %s", (mark,)
    ).fetchall()
    polled.update({key: cents for key, cents, _ in rows})
    mark = max([mark, *(at for _, _, at in rows)])


slow = psycopg.connect(URL)
SET = "UPDATE invoice SET cents = %s, updated_at = now() WHERE id = %s"
slow.execute(SET, (150, 1))  # (1)!
db.execute(SET, (200, 2))
poll()
slow.commit()
db.execute("DELETE FROM invoice WHERE id = 3")
db.execute("UPDATE invoice SET cents = 400 WHERE id = 4")  # (2)!
db.execute(SET, (501, 5))
db.execute(SET, (502, 5))
poll()
# --8<-- [end:idea]

CHANGE = re.compile(
    r"table public\.invoice: ([A-Z]+): id\[integer\]:(\d+)(?: cents\D+(\d+))?"
)
events = []
for (line,) in db.execute(
    "SELECT data FROM pg_logical_slot_get_changes('copy', NULL, NULL)"
):
    if found := CHANGE.match(line):
        kind, key, cents = found[1], int(found[2]), found[3]
        events.append(kind)
        if kind == "DELETE":
            del logged[key]
        else:
            logged[key] = int(cents)
truth = dict(db.execute("SELECT id, cents FROM invoice ORDER BY id").fetchall())
for name, copy in (("polling", polled), ("the log", logged)):
    wrong = {k: (copy.get(k), truth.get(k)) for k in {*copy, *truth}
             if copy.get(k) != truth.get(k)}
    print(f"{name}, rows that differ: {len(wrong)}")
    for key in sorted(wrong):
        print(f"  invoice {key}: copy {wrong[key][0]}, database {wrong[key][1]}")
    print(f"{name}, sum in cents: {sum(copy.values())}")
print(f"the database, sum in cents: {sum(truth.values())}")
print(f"events in the log: {len(events)}")
assert logged == truth and len(events) == 6
db.execute("SELECT pg_drop_replication_slot('copy')")
