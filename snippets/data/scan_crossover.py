# needs: postgresql(autovacuum=off)
import csv
import os

import psycopg

ROWS = 200_000
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("SET default_statistics_target = 1000")
db.execute(f"""
    CREATE TABLE events AS
    SELECT n AS arrival,                     -- in the order of the heap
           n * 7919::bigint % {ROWS} AS account,  -- the same values, shuffled
           repeat('x', 100) AS payload
    FROM generate_series(0, {ROWS - 1}) AS n""")
db.execute("CREATE INDEX ON events (arrival)")
db.execute("CREATE INDEX ON events (account)")
db.execute("VACUUM ANALYZE events")


def plan(column, percent, **settings):
    """Return the scan that ran and the buffers it touched."""
    for name in ("enable_seqscan", "enable_indexscan", "enable_bitmapscan"):
        db.execute(f"SET {name} = {settings.get(name, 'on')}")
    db.execute(f"SET random_page_cost = {settings.get('random_page_cost', 4)}")
    query = f"SELECT payload FROM events WHERE {column} < {int(ROWS * percent / 100)}"
    explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query}"
    top = db.execute(explain).fetchone()[0][0]["Plan"]
    name = top["Node Type"].replace(" Heap", "").replace(" Scan", "").lower()
    return name, top["Shared Hit Blocks"] + top["Shared Read Blocks"]


# --8<-- [start:sweep]
SEQ = {"enable_indexscan": "off", "enable_bitmapscan": "off"}
INDEX = {"enable_seqscan": "off", "enable_bitmapscan": "off"}  # (1)!
BITMAP = {"enable_seqscan": "off", "enable_indexscan": "off"}
series, chosen = [], {}
print("  rows |    seq  bitmap   index  in order | planner, cost 4 / 1.1")
for percent in (0.01, 0.1, 0.5, 1, 2, 5, 10, 20, 50, 100):
    cells = [plan("account", percent, **way)[1] for way in (SEQ, BITMAP, INDEX)]
    cells.append(plan("arrival", percent, **INDEX)[1])  # (2)!
    picks = [plan("account", percent, random_page_cost=c)[0] for c in (4, 1.1)]
    chosen[percent] = picks
    series.append([percent, *cells])
    row = "{:>8,}{:>8,}{:>8,}{:>10,}".format(*cells)
    print(f"{percent:>5}% |{row} | {picks[0]:>6} / {picks[1]}")
# --8<-- [end:sweep]

past = next(row for row in series if row[3] > row[1])
left = next(percent for percent, picks in chosen.items() if picks[0] == "seq")
print(f"index scan reads more than the table has, from: {past[0]} %")
print(f"planner takes the sequential scan, from: {left} %")
everything = series[-1]
print(f"index scan of all rows, in tables read: {everything[3] / everything[1]:.0f}")
assert everything[3] > 50 * everything[1]
assert everything[4] < 1.3 * everything[1]  # in heap order an index costs hardly more
assert chosen[0.1][0] == "bitmap" and chosen[100][0] == "seq"

with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["percent", "seq", "bitmap", "index", "index_in_order"])
    out.writerows(series)
