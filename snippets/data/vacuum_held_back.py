# needs: postgresql(autovacuum=off)
import os

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute(
    """CREATE EXTENSION pgstattuple;
       CREATE TABLE busy (id int PRIMARY KEY, n int);
       CREATE TABLE other AS SELECT 1 AS n;
       INSERT INTO busy SELECT n, 0 FROM generate_series(1, 1000) n"""
)


# --8<-- [start:idea]
def forgotten(label, isolation, statement):
    """Leave a transaction open on another table, update `busy`, then VACUUM it."""
    with psycopg.connect(URL) as idle:
        idle.isolation_level = isolation
        idle.execute(statement)
        db.execute("UPDATE busy SET n = n + 1")
        db.execute("VACUUM busy")
        (left,) = db.execute(
            "SELECT dead_tuple_count FROM pgstattuple('busy')"
        ).fetchone()
        held = db.execute(
            "SELECT state, CASE WHEN backend_xid IS NULL THEN '-' ELSE 'set' END,"
            " CASE WHEN backend_xmin IS NULL THEN '-' ELSE 'set' END"
            " FROM pg_stat_activity WHERE pid = %s",
            [idle.info.backend_pid],
        ).fetchone()
        idle.rollback()
    db.execute("VACUUM busy")
    print(f"{label}: {left} dead rows stay")
    print(f"    {held[0]}, backend_xid {held[1]}, backend_xmin {held[2]}")
    return left


RC, RR = psycopg.IsolationLevel.READ_COMMITTED, psycopg.IsolationLevel.REPEATABLE_READ
read = forgotten("read committed, has read", RC, "SELECT * FROM other")
wrote = forgotten("read committed, has written", RC, "UPDATE other SET n = n")
snapshot = forgotten("repeatable read, has read", RR, "SELECT * FROM other")
# --8<-- [end:idea]
assert (read, wrote, snapshot) == (0, 1000, 1000)
