# needs: postgresql(autovacuum=off)
import os
import time

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(
    """CREATE TABLE customer (id int PRIMARY KEY);
       CREATE TABLE invoice (id int PRIMARY KEY, customer_id int REFERENCES customer);
       INSERT INTO customer SELECT generate_series(1, 1000);
       INSERT INTO invoice SELECT n, n % 500 + 1 FROM generate_series(1, 200000) n;
       ANALYZE"""
)


# --8<-- [start:delete]
def delete_customers(first, last):
    """Delete customers without invoices; return ms, scans and rows of invoice."""
    db.execute("SELECT pg_stat_force_next_flush()")
    db.execute("SELECT pg_stat_reset()")
    began = time.perf_counter()
    db.execute("DELETE FROM customer WHERE id BETWEEN %s AND %s", (first, last))
    ms = 1000 * (time.perf_counter() - began)
    db.execute("SELECT pg_stat_force_next_flush()")
    scans, rows = db.execute(
        "SELECT seq_scan, seq_tup_read FROM pg_stat_user_tables"
        " WHERE relname = 'invoice'"
    ).fetchone()
    return ms, scans, rows


without, scans, rows = delete_customers(501, 550)
print(f"without index: {scans} sequential scans, {rows} invoice rows read")
assert (scans, rows) == (50, 50 * 200_000)
print(f"without index, time: ≈ {without:.1f} ms")

db.execute("CREATE INDEX ON invoice (customer_id)")
with_index, scans, rows = delete_customers(551, 600)
print(f"with index: {scans} sequential scans, {rows} invoice rows read")
assert (scans, rows) == (0, 0)
print(f"with index, time: ≈ {with_index:.1f} ms")
# --8<-- [end:delete]
print(f"ratio: ≈ {without / with_index:.0f} times")

db.execute("DROP INDEX invoice_customer_id_idx")
# --8<-- [start:explain]
options = "ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF"
for (line,) in db.execute(f"EXPLAIN ({options}) DELETE FROM customer WHERE id = 601"):
    print(f"  {line}")
# --8<-- [end:explain]
db.execute("CREATE TABLE note (customer_id int REFERENCES customer)")
db.execute("CREATE INDEX ON note (customer_id)")
# --8<-- [start:find]
missing = db.execute(
    """SELECT conrelid::regclass, conname
       FROM pg_constraint c
       WHERE contype = 'f' AND NOT EXISTS (
           SELECT FROM pg_index i
           WHERE i.indrelid = c.conrelid AND i.indisvalid AND i.indpred IS NULL
             AND i.indnkeyatts >= cardinality(c.conkey)
             AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
             AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] <@ c.conkey)"""
).fetchall()
print("foreign keys without index:", *(f"{table}.{name}" for table, name in missing))
# --8<-- [end:find]
assert len(missing) == 1  # not that of note, which has an index
