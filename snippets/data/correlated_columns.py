# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET default_statistics_target = 1000")
db.execute("SET max_parallel_workers_per_gather = 0")
# --8<-- [start:idea]
db.execute("""
    CREATE TABLE addresses AS        -- every city has one area code: they move together
    SELECT id, id % 100 AS city, id % 100 + 1000 AS area
    FROM generate_series(1, 100000) AS id""")
QUERIES = {
    "city and its area": "SELECT * FROM addresses WHERE city = 42 AND area = 1042",
    "city, wrong area": "SELECT * FROM addresses WHERE city = 42 AND area = 1007",
    "two ranges": "SELECT * FROM addresses WHERE city < 10 AND area < 1010",
    "group by both": "SELECT city, area FROM addresses GROUP BY city, area",
}
KINDS = ("none", "dependencies", "ndistinct", "mcv")
estimates = {name: {} for name in QUERIES}
for kind in KINDS:
    if kind != "none":
        db.execute(f"CREATE STATISTICS city_area ({kind}) ON city, area FROM addresses")
    db.execute("ANALYZE addresses")  # (1)!
    for name, query in QUERIES.items():
        plan = db.execute(f"EXPLAIN (FORMAT JSON) {query}").fetchone()[0]
        estimates[name][kind] = plan[0]["Plan"]["Plan Rows"]
    db.execute("DROP STATISTICS IF EXISTS city_area")
# --8<-- [end:idea]

print("estimated rows by kind of statistics")
print(f"{'query':<18}" + "".join(f"{kind:>13}" for kind in KINDS) + f"{'actual':>9}")
actual = {}
for name, query in QUERIES.items():
    actual[name] = db.execute(f"SELECT count(*) FROM ({query}) AS rows").fetchone()[0]
    row = "".join(f"{estimates[name][kind]:>13,}" for kind in KINDS)
    print(f"{name:<18}{row}{actual[name]:>9,}")

pair = estimates["city and its area"]
times = actual["city and its area"] // pair["none"]
print(f"underestimated without statistics by a factor of: {times}")
assert pair["none"] * 100 == actual["city and its area"] == pair["dependencies"]
assert estimates["group by both"]["ndistinct"] == actual["group by both"]
assert estimates["two ranges"]["mcv"] == actual["two ranges"]
assert estimates["city, wrong area"]["dependencies"] > actual["city, wrong area"] == 0
