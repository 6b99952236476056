# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"])
db.execute("CREATE TABLE part (id int, at int) PARTITION BY RANGE (at)")
for n in range(100):
    db.execute(
        f"CREATE TABLE p{n} PARTITION OF part FOR VALUES FROM ({n}) TO ({n + 1})"
    )
db.commit()
# --8<-- [start:idea]
db.execute("SELECT count(*) FROM part")  # no key: every partition is locked
for fast, count in db.execute(
    """SELECT fastpath, count(*) FROM pg_locks
       WHERE pid = pg_backend_pid() AND locktype = 'relation' AND relation >= 16384
       GROUP BY 1 ORDER BY 1 DESC"""
):
    print("fast path:" if fast else "shared lock table:", count)
# --8<-- [end:idea]
