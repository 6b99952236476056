# needs: postgresql(autovacuum=off)
import os
import time

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""
    SET max_parallel_workers_per_gather = 0;
    CREATE TABLE event AS SELECT n AS id FROM generate_series(1, 300000) AS n""")
db.execute("VACUUM ANALYZE event")
# --8<-- [start:idea]
QUERY = "SELECT count(*) FROM (SELECT id FROM event OFFSET 0)"  # three nodes
WAYS = {
    "plain": QUERY,
    "TIMING OFF": f"EXPLAIN (ANALYZE, TIMING OFF) {QUERY}",
    "ANALYZE": f"EXPLAIN (ANALYZE) {QUERY}",
}
best = dict.fromkeys(WAYS, float("inf"))
for _ in range(9):  # in turn, so that a busy machine hits all three
    for way, statement in WAYS.items():
        began = time.perf_counter()
        db.execute(statement)
        best[way] = min(best[way], 1000 * (time.perf_counter() - began))
# --8<-- [end:idea]
for way, ms in best.items():
    print(f"{way}: ≈ {ms:.1f} ms")
slower = best["ANALYZE"] / best["plain"]
print(f"timing every node, times slower: ≈ {slower:.2f}")
assert best["plain"] < best["ANALYZE"]
