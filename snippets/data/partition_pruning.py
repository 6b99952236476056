# needs: postgresql
import os
import re

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
# --8<-- [start:idea]
db.execute("CREATE TABLE orders (id bigint, customer_id int, "
           "created_at timestamptz NOT NULL) PARTITION BY RANGE (created_at)")
for month in range(1, 13):
    start = f"2026-{month:02}-01"
    db.execute(f"CREATE TABLE orders_2026_{month:02} PARTITION OF orders FOR VALUES "
               f"FROM ('{start}') TO (date '{start}' + interval '1 month')")
db.execute("""INSERT INTO orders
              SELECT n, n % 100, timestamptz '2026-01-01' + n * interval '1 hour'
              FROM generate_series(0, 8700) AS n""")
db.execute("VACUUM ANALYZE orders")

MARCH = "created_at >= '2026-03-01' AND created_at < '2026-04-01'"
WHERE = {
    "two literals": MARCH,
    "date_trunc() on the key": "date_trunc('month', created_at) = '2026-03-01'",
    "cast of the key to date": "created_at::date = '2026-03-15'",
    "another column": "customer_id = 7",
    "literals of type date": MARCH.replace("'2026", "date '2026"),
    "expression with now()": "created_at > timestamptz '2026-12-20' + (now() - now())",
    "subquery": "created_at = (SELECT max(created_at) FROM orders_2026_03)",
    "prepared, generic plan": "created_at >= $1 AND created_at < $2",
}
print(f"{'condition':<26}in plan  removed at start  executed")
seen = {}
for name, condition in WHERE.items():
    query = f"SELECT count(id) FROM orders WHERE {condition}"
    if "$1" in query:
        db.execute("SET plan_cache_mode = force_generic_plan")
        db.execute(f"PREPARE by_time(timestamptz, timestamptz) AS {query}")
        query = "EXECUTE by_time('2026-03-01', '2026-04-01')"
    options = "ANALYZE, BUFFERS OFF, COSTS OFF, TIMING OFF, SUMMARY OFF"
    explain = f"EXPLAIN ({options}) {query}"
    plan = "\n".join(line for (line,) in db.execute(explain))
    scans = re.findall(r"Scan on orders_2026_\d+ orders.*", plan)
    removed = int((re.search(r"Subplans Removed: (\d+)", plan) or [0, 0])[1])
    ran = sum("never executed" not in line for line in scans)
    seen[name] = (len(scans) + removed, removed, ran)
    print("{:<26}{:>7}{:>18}{:>10}".format(name, *seen[name]))
print(plan)
# --8<-- [end:idea]
assert seen["two literals"] == (1, 0, 1)
assert seen["date_trunc() on the key"] == seen["cast of the key to date"] == (12, 0, 12)
assert seen["subquery"] == (12, 0, 1)
assert seen["prepared, generic plan"] == (12, 11, 1)
