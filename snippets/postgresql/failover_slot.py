# needs: postgresql(wal_level=logical, autovacuum=off)
import os
import subprocess
from pathlib import Path

import psycopg

from snippets.services import postgresql

URL = os.environ["DATABASE_URL"]
primary = psycopg.connect(URL, autocommit=True)
primary.execute("CREATE TABLE payment (id int)")
# --8<-- [start:ready]
NEEDED = "SELECT slot_name FROM pg_replication_slots WHERE failover AND NOT temporary"
READY = """SELECT name, coalesce(synced AND NOT temporary
                                 AND invalidation_reason IS NULL, false)
           FROM unnest(%s::text[]) AS name
           LEFT JOIN pg_replication_slots ON slot_name = name"""
# --8<-- [end:ready]
READ = "SELECT data FROM pg_logical_slot_get_changes(%s, NULL, NULL)"


def read(db, slot):
    """A consumer: reads the slot, and so confirms what it has read."""
    rows = [row[0] for row in db.execute(READ, [slot])]
    return ", ".join(r.split(":")[-1] for r in rows if "INSERT" in r)


def until(db, question):
    while not db.execute(question).fetchone()[0]:
        pass


def code(db, slot):
    try:
        return read(db, slot)
    except psycopg.Error as error:
        return f"{error.sqlstate}, {error.diag.message_primary}"


# --8<-- [start:idea]
primary.execute("SELECT pg_create_physical_replication_slot('b')")
primary.execute("ALTER SYSTEM SET synchronized_standby_slots = 'b'")  # (1)!
primary.execute("SELECT pg_reload_conf()")
subprocess.run(["pg_basebackup", "-d", URL, "-D", "b", "-R", "--slot=b", "--no-sync",
                "--checkpoint=fast"], check=True)  # fmt: skip
STANDBY = {"hot_standby_feedback": "on", "sync_replication_slots": "off",
           "wal_level": "logical", "fsync": "off"}  # fmt: skip
with postgresql.server(STANDBY, data=Path("b").resolve()) as server:
    standby = psycopg.connect(server.environment["DATABASE_URL"], autocommit=True)
    make = """SELECT pg_create_logical_replication_slot(
              %s, 'test_decoding', failover => %s)"""
    primary.execute(make, ["plain", False])
    primary.execute(make, ["failover", True])
    primary.execute("INSERT INTO payment VALUES (1)")
    for slot in ("plain", "failover"):
        print(f"before, {slot}:", read(primary, slot))
    needed = [row[0] for row in primary.execute(NEEDED)]
    ready = dict(standby.execute(READY, [needed]))  # a missing slot is not ready
    print("ready, before the first synchronisation:", ready)
    while not all(ready.values()):  # (2)!
        primary.execute("SELECT pg_log_standby_snapshot()")
        read(primary, "failover")
        standby.execute("SELECT pg_sync_replication_slots()")
        ready = dict(standby.execute(READY, [needed]))
    print("ready, now:", ready)
    primary.execute("INSERT INTO payment VALUES (2)")  # nobody has read this one
    until(primary, "SELECT replay_lsn >= pg_current_wal_lsn() FROM pg_stat_replication")
    standby.execute("SELECT pg_promote()")
    standby.execute("INSERT INTO payment VALUES (3)")
    print("after, plain:", code(standby, "plain"))
    standby.execute("SET statement_timeout = '1s'")
    print("after, failover, old setting:", code(standby, "failover"))  # (3)!
    standby.execute("ALTER SYSTEM SET synchronized_standby_slots = ''")
    standby.execute("SELECT pg_reload_conf()")
    until(standby, "SELECT current_setting('synchronized_standby_slots') = ''")
    standby.execute("RESET statement_timeout")
    found = read(standby, "failover")
    print("after, failover:", found)
# --8<-- [end:idea]
assert "2" in found and "3" in found
