# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(
    """CREATE TABLE job (id int PRIMARY KEY, status text, run_at int);
       INSERT INTO job SELECT n, CASE WHEN n % 500 = 0 THEN 'pending' ELSE 'done' END, n
       FROM generate_series(1, 200000) n"""
)
# --8<-- [start:size]
db.execute("CREATE INDEX job_all ON job (status, run_at)")
db.execute("CREATE INDEX job_pending ON job (run_at) WHERE status = 'pending'")
db.execute("VACUUM ANALYZE job")
whole, part = (
    db.execute("SELECT pg_relation_size(%s::regclass)", (name,)).fetchone()[0]
    for name in ("job_all", "job_pending")
)
print(f"whole index: {whole} bytes")
print(f"partial index: {part} bytes")
db.execute("DROP INDEX job_all")
# --8<-- [end:size]
assert whole > 50 * part


# --8<-- [start:plans]
def scan(label, query):
    node = db.execute(f"EXPLAIN (FORMAT json) {query}").fetchone()[0][0]["Plan"]
    while "Plans" in node:
        node = node["Plans"][0]
    used = node.get("Index Name", "")
    print(f"{label}: {node['Node Type']} {used}".rstrip())
    return used


NEXT = "SELECT id FROM job WHERE status = {} ORDER BY run_at LIMIT 1"
assert scan("constant", NEXT.format("'pending'")) == "job_pending"
db.execute(f"PREPARE next(text) AS {NEXT.format('$1')}")
for _ in range(10):
    db.execute("EXECUTE next('pending')")
assert scan("parameter, eleventh time", "EXECUTE next('pending')") == "job_pending"
db.execute("SET plan_cache_mode = force_generic_plan")  # (1)!
assert scan("parameter, generic plan", "EXECUTE next('pending')") != "job_pending"
lower = NEXT.format("'pending'").replace("status =", "lower(status) =")
assert scan("another predicate", lower) != "job_pending"
# --8<-- [end:plans]
