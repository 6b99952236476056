# needs: postgresql(autovacuum=off)
# timeout: 120
import csv
import os
import time

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("SET default_statistics_target = 20")
# --8<-- [start:idea]
SHARES = {0.05: 1, 0.5: 10, 1.5: 30, 5: 100, 20: 400, 60: 1200}  # %: sample documents
CASES = " ".join(f"WHEN n <= {sum(list(SHARES.values())[:k + 1])} THEN '{share}'"
                 for k, share in enumerate(SHARES))
db.execute(f"""
    CREATE TABLE sample AS
    SELECT jsonb_build_object('cents', n % 900, 'state', CASE {CASES} ELSE 'rest' END,
        'log', (SELECT string_agg('step ' || k || ' status ' || n * k % 997
                                  || ' took ' || (n + k * k) % 89 || ' ms', '; ')
                FROM generate_series(1, 250) AS k)) AS doc
    FROM generate_series(1, 2000) AS n;
    CREATE TABLE event (id bigint GENERATED ALWAYS AS IDENTITY, doc jsonb);
    INSERT INTO event (doc) SELECT doc FROM sample, generate_series(1, 8)
    ORDER BY random();
    CREATE INDEX by_state ON event ((doc->>'state'))""")
db.execute("VACUUM ANALYZE event")


def clock(share, seqscan):
    db.execute(f"SET enable_seqscan = {seqscan}")
    db.execute(f"SET enable_bitmapscan = {'off' if seqscan == 'on' else 'on'}")
    db.execute(f"SET enable_indexscan = {'off' if seqscan == 'on' else 'on'}")
    began = time.perf_counter()
    rows, _ = db.execute("SELECT count(*), sum((doc->>'cents')::int) FROM event"
                         " WHERE doc->>'state' = %s", [str(share)]).fetchone()
    return rows, 1000 * (time.perf_counter() - began)
# --8<-- [end:idea]


points = []
for share in SHARES:
    rows, scan = min(clock(share, "on") for _ in range(2))
    _, index = min(clock(share, "off") for _ in range(3))
    points.append((share, rows, scan / index))
    print(f"{share} % of the rows ({rows:,}), times faster: ≈ {scan / index:.1f}")
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["percent", "≈ times faster"])
    out.writerows((share, round(ratio, 2)) for share, _, ratio in points)
assert points[0][2] > 66.7 > points[3][2] and points[-1][2] < 4
