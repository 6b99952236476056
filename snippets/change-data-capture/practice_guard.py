# needs: postgresql(wal_level=logical)
"""A guard for the whole sink instead of one for each row."""

import os
import re

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE stock (sku int PRIMARY KEY, n int)")
db.execute("INSERT INTO stock VALUES (1, 0), (2, 0)")
db.execute("SELECT pg_create_logical_replication_slot('sink', 'test_decoding')")
first, second = psycopg.connect(URL), psycopg.connect(URL)
first.execute("UPDATE stock SET n = 5 WHERE sku = 1")
second.execute("UPDATE stock SET n = 7 WHERE sku = 2")
second.commit()
first.commit()
CHANGE = re.compile(r"table public\.stock: UPDATE: sku\D+(\d+) n\D+(\d+)")
CHANGES = """SELECT (lsn - '0/0'::pg_lsn)::bigint, data
    FROM pg_logical_slot_get_changes('sink', NULL, NULL)"""
highest, sink, refused = 0, {1: 0, 2: 0}, 0
for lsn, data in db.execute(CHANGES):
    if found := CHANGE.match(data):
        if lsn > highest:
            sink[int(found[1])], highest = int(found[2]), lsn
        else:
            refused += 1
print(f"source: {dict(db.execute('SELECT sku, n FROM stock ORDER BY sku').fetchall())}")
print(f"sink: {sink}")
print(f"refused although new: {refused}")
assert refused == 1 and sink == {1: 0, 2: 7}
db.execute("SELECT pg_drop_replication_slot('sink')")
