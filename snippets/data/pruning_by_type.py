# needs: postgresql
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
moments = {}
for kind in ("timestamptz", "timestamp"):
    db.execute(f"CREATE TABLE by_{kind} (at {kind} NOT NULL) PARTITION BY RANGE (at)")
    for month in range(1, 7):
        db.execute(f"CREATE TABLE by_{kind}_{month} PARTITION OF by_{kind} FOR VALUES "
                   f"FROM ('2026-{month:02}-01') TO ('2026-{month + 1:02}-01')")
    query = f"""SELECT FROM by_{kind}
                WHERE at >= date '2026-03-01' AND at < date '2026-04-01'"""
    plan = "\n".join(line for (line,) in db.execute(f"EXPLAIN (COSTS OFF) {query}"))
    moments[kind] = "execution start" if "Subplans Removed" in plan else "planning"
    print(f"{kind} key, date literals, pruned at: {moments[kind]}")
assert moments == {"timestamptz": "execution start", "timestamp": "planning"}
