# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(
    """CREATE TABLE wide (id int PRIMARY KEY, pad text) WITH (fillfactor = 10);
       INSERT INTO wide SELECT n, repeat('x', 700) FROM generate_series(1, 200) n;
       SET enable_seqscan = off; SET enable_bitmapscan = off"""
)
db.execute("VACUUM ANALYZE wide")


# --8<-- [start:idea]
def locks(rows):
    """Read rows that lie on different pages; name the locks on the table."""
    with db.transaction():
        db.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
        for number in range(1, rows + 1):
            db.execute("SELECT pad FROM wide WHERE id = %s", [number])
        found = db.execute(
            "SELECT locktype, count(*) FROM pg_locks WHERE mode = 'SIReadLock'"
            " AND relation = 'wide'::regclass GROUP BY 1 ORDER BY 1"
        ).fetchall()
    print(f"{rows} rows:", ", ".join(f"{count} {kind}" for kind, count in found))
    return found


assert locks(31) == [("tuple", 31)]
assert locks(32) == [("relation", 1)]
# --8<-- [end:idea]
