# needs: postgresql(autovacuum=off)
import os
import subprocess

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute(
    """CREATE TABLE sale (id int, at int) PARTITION BY RANGE (at);
       CREATE TABLE sale_1 PARTITION OF sale FOR VALUES FROM (0) TO (1000);
       INSERT INTO sale SELECT n, n % 1000 FROM generate_series(1, 2000) n"""
)
# --8<-- [start:idea]
COUNT = "SELECT count(*) FROM pg_stats WHERE tablename = %s"


def columns_with_statistics(label):
    counts = [db.execute(COUNT, [t]).fetchone()[0] for t in ("sale", "sale_1")]
    print(f"{label}: parent {counts[0]}, partition {counts[1]}")
    return counts


subprocess.run(
    ["vacuumdb", "--analyze-only", "-d", URL], check=True, capture_output=True
)
assert columns_with_statistics("vacuumdb --analyze-only") == [0, 2]
db.execute("ANALYZE ONLY sale")
assert columns_with_statistics("ANALYZE ONLY sale") == [2, 2]
# --8<-- [end:idea]
