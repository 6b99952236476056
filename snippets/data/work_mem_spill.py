# needs: postgresql(autovacuum=off)
import os
import re

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("""
    CREATE TABLE visits AS
    SELECT n AS id, n * 7919 % 100000 AS visitor, repeat('v', 40) AS page
    FROM generate_series(1, 100000) AS n""")
db.execute("VACUUM ANALYZE visits")

# --8<-- [start:idea]
QUERIES = {
    "sort": "SELECT * FROM visits ORDER BY visitor",
    "sort, first ten": "SELECT * FROM visits ORDER BY visitor LIMIT 10",
    "hash join":
        "SELECT a.page, b.page FROM visits a JOIN visits b ON a.id = b.visitor",
    "group by": "SELECT visitor, count(*) FROM visits GROUP BY visitor",
}
MEMORY = re.compile(r"(Sort Method|Batches):.*")
spilled = {}
for work_mem in ("4MB", "32MB"):
    db.execute(f"SET work_mem = '{work_mem}'")
    for name, query in QUERIES.items():
        explain = f"EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF) {query}"
        lines = [line for (line,) in db.execute(explain)]
        memory = next(m[0] for line in lines if (m := MEMORY.search(line)))
        temp = next((line for line in lines if "temp " in line), "")
        spilled[name, work_mem] = bool(temp)
        print(f"{work_mem} {name}: {memory}")
        if temp:
            print(f"    {temp[temp.index('temp ') :]}")
# --8<-- [end:idea]
db.execute("SELECT pg_stat_force_next_flush()")
files = "SELECT temp_files FROM pg_stat_database WHERE datname = current_database()"
print("temporary files so far:", db.execute(files).fetchone()[0])
assert spilled["sort", "4MB"] and not spilled["sort", "32MB"]
assert spilled["hash join", "4MB"] and not spilled["hash join", "32MB"]
assert not spilled["sort, first ten", "4MB"]
