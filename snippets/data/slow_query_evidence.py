# needs: postgresql(autovacuum=off, shared_preload_libraries=pg_stat_statements)
import os
import re

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("""
    CREATE EXTENSION pg_stat_statements;
    CREATE TABLE invoices AS
    SELECT n AS id, n % 500 AS tenant, n % 90 AS amount
    FROM generate_series(1, 50000) AS n;
    CREATE INDEX ON invoices (id)""")
db.execute("SET default_statistics_target = 200")  # sample every row: exact estimates
db.execute("VACUUM ANALYZE invoices")
db.execute("SELECT pg_stat_statements_reset()")

# --8<-- [start:idea]
for number in range(1, 1001):  # 1,000 fast queries: none would reach a slow query log
    db.execute(f"SELECT amount FROM invoices WHERE id = {number}")
for size in (2, 20, 200):  # lists of three lengths: one entry since PostgreSQL 18
    numbers = ", ".join(map(str, range(size)))
    db.execute(f"SELECT amount FROM invoices WHERE id IN ({numbers})")
    marks = ", ".join(["%s"] * size)  # bind parameters fall into the same entry
    db.execute(f"SELECT amount FROM invoices WHERE id IN ({marks})", list(range(size)))
for tenant in range(5):
    db.execute(f"SELECT sum(amount) FROM invoices WHERE tenant = {tenant}")

TOP = """SELECT calls, rows, shared_blks_hit + shared_blks_read AS buffers, query
         FROM pg_stat_statements WHERE query LIKE '%FROM invoices%'
         ORDER BY buffers DESC"""
found = db.execute(TOP).fetchall()
print("calls  rows  buffers  query")
for calls, rows, buffers, query in found:
    print(f"{calls:>5} {rows:>5} {buffers:>8,}  {query.replace('FROM invoices ', '')}")


def show(notice):
    """Print a logged plan; its duration is a measurement."""
    text = notice.message_primary.replace(" (actual", "\n     (actual")
    print(re.sub(r"(\d+\.\d+ ms)", r"≈ \1", text))


db.add_notice_handler(show)
db.execute("LOAD 'auto_explain'")  # (1)!
db.execute("SET auto_explain.log_min_duration = 0")
db.execute("SET auto_explain.log_analyze = on")
db.execute("SET auto_explain.log_buffers = on")
db.execute("SET auto_explain.log_timing = off")
db.execute("SET auto_explain.log_level = notice")
print("-- auto_explain")
db.execute("SELECT sum(amount) FROM invoices WHERE tenant = 7")
# --8<-- [end:idea]
assert found[0][0] == 1000  # the fast query costs most
assert len(found) == 3 and {calls for calls, *_ in found} == {1000, 6, 5}
