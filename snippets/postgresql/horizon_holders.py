# needs: postgresql(max_prepared_transactions=2, wal_level=logical, autovacuum=off)
import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

import psycopg

from snippets.services import postgresql

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
said = []
db.add_notice_handler(lambda notice: said.append(notice.message_primary))
db.execute("CREATE TABLE busy AS SELECT 1 AS id, 0 AS n; CREATE TABLE other (n int)")

# --8<-- [start:query]
WHO = """
SELECT 'session ' || coalesce(state, backend_type) AS held_by,
       greatest(age(backend_xid), age(backend_xmin)) AS age
FROM pg_stat_activity
WHERE pid <> pg_backend_pid() AND backend_type NOT IN ('walsender', 'autovacuum worker')
  AND (datname = current_database() OR backend_xid IS NOT NULL)
UNION ALL SELECT 'prepared ' || gid, age(transaction) FROM pg_prepared_xacts
UNION ALL SELECT 'slot ' || slot_name, age(xmin) FROM pg_replication_slots
UNION ALL SELECT 'slot ' || slot_name || ', catalogue', age(catalog_xmin)
          FROM pg_replication_slots
UNION ALL SELECT 'standby ' || application_name, age(backend_xmin)
          FROM pg_stat_replication
ORDER BY age DESC NULLS LAST LIMIT 1"""
# --8<-- [end:query]


@contextmanager
def session():
    with psycopg.connect(URL) as idle:
        idle.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        idle.execute("SELECT FROM other")
        yield


@contextmanager
def prepared():
    with psycopg.connect(URL) as c:
        c.execute("INSERT INTO other VALUES (1)")
        c.execute("PREPARE TRANSACTION 'order-7'")
    yield
    db.execute("ROLLBACK PREPARED 'order-7'")


@contextmanager
def logical_slot():
    db.execute("SELECT pg_create_logical_replication_slot('cdc', 'pgoutput')")
    yield
    db.execute("SELECT pg_drop_replication_slot('cdc')")


@contextmanager
def standby_query():
    subprocess.run(["pg_basebackup", "-d", URL, "-D", "copy", "-R", "--checkpoint=fast",
                    "--no-sync"], check=True)  # fmt: skip
    settings = {"hot_standby_feedback": "on", "max_prepared_transactions": "2"}
    with (
        postgresql.server(settings, data=Path("copy").resolve()) as server,
        psycopg.connect(server.environment["DATABASE_URL"]) as c,
    ):
        c.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        c.execute("SELECT FROM pg_class")
        held = "SELECT backend_xmin IS NOT NULL FROM pg_stat_replication"
        while db.execute(held).fetchone() != (True,):
            pass
        yield


# --8<-- [start:idea]
def remaining(table):
    """VACUUM (VERBOSE) says how many dead rows it had to leave."""
    said.clear()
    db.execute(f"VACUUM (VERBOSE) {table}")
    return int(re.search(r"(\d+) are dead but not yet removable", said[1])[1])


print(f"{'held by':30}{'busy':>5} {'pg_class':>8}")
for holder in (session, prepared, logical_slot, standby_query):
    with holder():
        for _ in range(100):
            db.execute("UPDATE busy SET n = n + 1")  # (1)!
        db.execute("CREATE TABLE t ()")
        db.execute("DROP TABLE t")  # (2)!
        who, age = db.execute(WHO).fetchone()
        left = remaining("busy"), remaining("pg_class")
    print(f"{who:30}{left[0]:5} {left[1]:8}")
    db.execute("VACUUM busy")
    db.execute("VACUUM pg_class")
    assert left[1] > 0 and (left[0] == 0) == (holder is logical_slot)
# --8<-- [end:idea]
