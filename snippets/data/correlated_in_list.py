# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET default_statistics_target = 1000")
db.execute("""
    CREATE TABLE addresses AS
    SELECT id, id % 100 AS city, id % 100 + 1000 AS area
    FROM generate_series(1, 100000) AS id""")
QUERY = "SELECT * FROM addresses WHERE city IN (1, 2) AND area IN (1001, 1002)"
estimates = {}
for kind in ("none", "dependencies", "ndistinct", "mcv"):
    if kind != "none":
        db.execute(f"CREATE STATISTICS city_area ({kind}) ON city, area FROM addresses")
    db.execute("ANALYZE addresses")
    plan = db.execute(f"EXPLAIN (FORMAT JSON) {QUERY}").fetchone()[0]
    estimates[kind] = plan[0]["Plan"]["Plan Rows"]
    print(f"estimated with {kind}: {estimates[kind]:,}")
    db.execute("DROP STATISTICS IF EXISTS city_area")
actual = len(db.execute(QUERY).fetchall())
print(f"actual: {actual:,}")
assert estimates["dependencies"] == estimates["mcv"] == actual
assert estimates["none"] == estimates["ndistinct"] < actual / 10
