# needs: postgresql(autovacuum=off, shared_buffers=512MB, max_wal_size=4GB)
# timeout: 180
import os
import time

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("SET default_statistics_target = 20")
# --8<-- [start:data]
db.execute("""
    CREATE TABLE sample AS                 -- 2,000 documents, about 2 kB compressed
    SELECT jsonb_build_object('tenant', n % 37,
        'status', CASE WHEN n % 50 = 0 THEN 'failed' ELSE 'done' END,
        'log', (SELECT string_agg('step ' || k || ' status ' || n * k % 997
                                  || ' took ' || (n + k * k) % 89 || ' ms', '; ')
                FROM generate_series(1, 250) AS k)) AS doc
    FROM generate_series(1, 2000) AS n;
    CREATE TABLE event (id bigint GENERATED ALWAYS AS IDENTITY, doc jsonb);
    INSERT INTO event (doc) SELECT doc FROM sample, generate_series(1, 48)""")
ARROW = """SELECT id FROM event
           WHERE doc->>'status' = 'failed' AND doc->>'tenant' = '7'"""
CONTAINS = """SELECT id FROM event WHERE doc @> '{"status": "failed", "tenant": 7}'"""
INDEXES = {  # name: (definition, the wording that it serves)
    "no index": (None, ARROW),
    "GIN jsonb_ops": ("USING gin (doc)", CONTAINS),
    "GIN jsonb_path_ops": ("USING gin (doc jsonb_path_ops)", CONTAINS),
    "B-tree on status": ("((doc->>'status'))", ARROW),
    "partial B-tree": ("((doc->>'tenant')) WHERE doc->>'status' = 'failed'", ARROW),
}
# --8<-- [end:data]


def explain(query):
    found = db.execute(f"EXPLAIN (ANALYZE, FORMAT json) {query}").fetchone()[0]
    plan = found[0]["Plan"]
    kind = "whole table" if plan["Node Type"] == "Seq Scan" else "index"
    return kind, plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def clock(query, runs):
    best = float("inf")
    for _ in range(runs):
        began = time.perf_counter()
        rows = db.execute(query).fetchall()
        best = min(best, 1000 * (time.perf_counter() - began))
    return best, len(rows)


def written():
    """Return the bytes of WAL for one inserted document."""
    with db.transaction(force_rollback=True):
        lsn = db.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]
        db.execute("INSERT INTO event (doc) SELECT doc FROM sample LIMIT 500")
        return db.execute(
            "SELECT (pg_current_wal_insert_lsn() - %s) / 500", [lsn]
        ).fetchone()[0]


db.execute("VACUUM ANALYZE event")
print(f"documents: {db.execute('SELECT count(*) FROM event').fetchone()[0]:,}")
times, base = {}, None
print("                    pages  read")
for name, (definition, query) in INDEXES.items():
    size = 0
    if definition:
        db.execute(f"CREATE INDEX candidate ON event {definition}")
        db.execute("ANALYZE event")  # an index on an expression brings statistics
        size = db.execute("SELECT pg_relation_size('candidate') / 1024").fetchone()[0]
    db.execute(f"SET enable_bitmapscan = {query is CONTAINS}")  # the same plan each run
    kind, pages = explain(query)
    times[name], rows = clock(query, 20 if definition else 1)
    wal = written()
    base = base or wal
    print(f"{name:<18} {pages:>6}  {kind}, index {size} kB")
    print(f"{name}, time: ≈ {times[name]:.2f} ms")
    print(f"{name}, extra WAL: ≈ {wal - base:.0f} bytes a row")
    if query is CONTAINS:
        plan = db.execute(f"EXPLAIN (FORMAT json) {ARROW}").fetchone()[0][0]["Plan"]
        print(f"{name}, asked with ->>: {plan['Node Type']}")
    db.execute("DROP INDEX IF EXISTS candidate")
ratio = times["no index"] / times["partial B-tree"]
print(f"rows returned: {rows}")
half = times["no index"] / times["B-tree on status"]
print(f"B-tree on status, times faster: ≈ {half:.0f}")
print(f"partial B-tree, times faster: ≈ {ratio:.0f}")
assert ratio > 67 and times["partial B-tree"] < 12
assert times["no index"] / times["GIN jsonb_path_ops"] > 67
