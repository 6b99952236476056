# needs: postgresql(autovacuum=off)
import os
import statistics
import time

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("""CREATE TABLE orders AS
    SELECT n AS id, CASE WHEN n % 20 = 0 THEN 'open' ELSE 'done' END AS status,
           repeat('x', 60) AS note
    FROM generate_series(1, 400000) AS n;
    CREATE INDEX ON orders (status, id)""")
db.execute("VACUUM ANALYZE orders")

# --8<-- [start:ways]
WAYS = {
    "exact": "SELECT count(*) FROM orders WHERE status = 'done'",
    "capped at 1,000": """SELECT count(*) FROM (
        SELECT FROM orders WHERE status = 'done' LIMIT 1001) AS found""",  # (1)!
    "estimated": "EXPLAIN (FORMAT JSON) SELECT FROM orders WHERE status = 'done'",
}
# --8<-- [end:ways]
took = {}
for label, query in WAYS.items():
    times = []
    for _ in range(7):
        start = time.perf_counter()
        answer = db.execute(query).fetchone()[0]
        times.append(1000 * (time.perf_counter() - start))
    took[label] = statistics.median(times)
    if label == "estimated":
        error = answer[0]["Plan"]["Plan Rows"] / 380_000 - 1
        assert abs(error) < 0.02
        print(f"{label}: off by less than 2% (≈ {took[label]:.1f} ms)")
    else:
        print(f"{label}: {answer:,} (≈ {took[label]:.1f} ms)")
assert took["exact"] > 5 * took["capped at 1,000"]
print(f"exact / capped: ≈ {took['exact'] / took['capped at 1,000']:.0f}")
