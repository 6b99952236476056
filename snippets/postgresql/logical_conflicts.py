# needs: postgresql(wal_level=logical, wal_retrieve_retry_interval=200ms)
import os
from contextlib import suppress
from urllib.parse import urlsplit

import psycopg

URL = os.environ["DATABASE_URL"]


def connect(name):
    address = urlsplit(URL)._replace(path=f"/{name}").geturl()
    return psycopg.connect(address, autocommit=True)


admin = psycopg.connect(URL, autocommit=True)
admin.execute("CREATE DATABASE source")
admin.execute("CREATE DATABASE target")
source, target = connect("source"), connect("target")
for db in (source, target):
    db.execute("CREATE TABLE t (id int PRIMARY KEY, n int)")
source.execute("CREATE PUBLICATION p FOR TABLE t")
source.execute("SELECT pg_create_logical_replication_slot('s', 'pgoutput')")
target.execute(f"""CREATE SUBSCRIPTION s CONNECTION '{source.info.dsn}'
    PUBLICATION p WITH (create_slot = false, copy_data = false)""")


def until(db, question):
    while not db.execute(question).fetchone()[0]:
        pass


MISSED = "SELECT confl_delete_missing > 0 FROM pg_stat_subscription_stats"


def counters():
    until(target, MISSED)
    columns = ("confl_insert_exists", "confl_update_missing", "confl_delete_missing")
    row = target.execute(f"SELECT {', '.join(columns)} FROM pg_stat_subscription_stats")
    return dict(zip(columns, row.fetchone(), strict=True))


def marker(n):
    """A row that arrives proves that all before it was applied or skipped."""
    source.execute("INSERT INTO t VALUES (%s, 0)", [n])
    until(target, f"SELECT count(*) = 1 FROM t WHERE id = {n}")


marker(100)
# --8<-- [start:idea]
source.execute("INSERT INTO t VALUES (1, 10), (2, 20)")
marker(101)
target.execute("DELETE FROM t WHERE id = 1")  # somebody writes on the subscriber
source.execute("UPDATE t SET n = 11 WHERE id = 1")
source.execute("DELETE FROM t WHERE id = 1")
marker(102)
for name, count in counters().items():  # (1)!
    print(f"a row that is not there, {name}: {count}")

target.execute("INSERT INTO t VALUES (3, 0)")
source.execute("INSERT INTO t VALUES (3, 30)")
source.execute("UPDATE t SET n = 21 WHERE id = 2")  # harmless, and behind it
until(target, "SELECT apply_error_count > 0 FROM pg_stat_subscription_stats")
print("a row that is already there:", counters()["confl_insert_exists"] > 0)
stuck = "SELECT n FROM t WHERE id = 2"
print("the next change arrived:", target.execute(stuck).fetchone() == (21,))

target.execute("DELETE FROM t WHERE id = 3")  # (2)!
until(target, f"SELECT n = 21 FROM ({stuck})")
print("after the row was removed, it arrived:", True)
# --8<-- [end:idea]
gone = counters()
with suppress(psycopg.Error):
    target.execute("ALTER SUBSCRIPTION s DISABLE")
    target.execute("ALTER SUBSCRIPTION s SET (slot_name = NONE)")
    target.execute("DROP SUBSCRIPTION s")
assert gone["confl_update_missing"] == gone["confl_delete_missing"] == 1
