# needs: postgresql(wal_level=logical)
"""Which of two slots is still there when the standby takes over."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from snippets.services import postgresql

URL = os.environ["DATABASE_URL"]
primary = psycopg.connect(URL, autocommit=True)
scratch = tempfile.TemporaryDirectory()
os.chmod(scratch.name, 0o755)
data = Path(scratch.name) / "standby"


def wait(session: psycopg.Connection, query: str) -> None:
    for _ in range(400):
        if session.execute(query).fetchone()[0]:
            return
        time.sleep(0.025)
    raise AssertionError(query)


# --8<-- [start:slots]
CREATE = "SELECT pg_create_logical_replication_slot(%s, 'pgoutput', failover => %s)"
primary.execute(CREATE, ("cdc_plain", False))
primary.execute(CREATE, ("cdc_failover", True))
subprocess.run(
    ["pg_basebackup", "--dbname", URL, "--pgdata", data, "--checkpoint=fast",
     "--create-slot", "--slot=standby_1", "--write-recovery-conf", "--no-sync"],
    check=True,
)
STANDBY = {
    "wal_level": "logical",
    "hot_standby_feedback": "on",
    "sync_replication_slots": "on",
    "primary_slot_name": "standby_1",
    "primary_conninfo": make_conninfo(
        host=primary.info.host, port=primary.info.port, user="postgres",
        dbname="postgres",  # (1)!
    ),
}
primary.execute("ALTER SYSTEM SET synchronized_standby_slots = 'standby_1'")  # (2)!
primary.execute("SELECT pg_reload_conf()")
# --8<-- [end:slots]
primary.execute("CREATE TABLE t (id int PRIMARY KEY)")
primary.execute("CREATE PUBLICATION everything FOR ALL TABLES")
SLOTS = """SELECT slot_name, synced, temporary, coalesce(invalidation_reason, 'usable')
    FROM pg_replication_slots WHERE slot_type = 'logical' ORDER BY 1"""
READ = """SELECT count(*) FROM pg_logical_slot_get_binary_changes(%s, NULL, NULL,
    'proto_version', '1', 'publication_names', 'everything')
    WHERE chr(get_byte(data, 0)) = 'I'"""
SYNCED = """SELECT count(*) FROM pg_replication_slots
    WHERE slot_name = 'cdc_failover' AND synced AND NOT temporary"""

with postgresql.server(STANDBY, data=data) as server:
    standby = psycopg.connect(server.environment["DATABASE_URL"], autocommit=True)
    while standby.execute(SYNCED).fetchone()[0] == 0:
        primary.execute("SELECT pg_log_standby_snapshot()")
        primary.execute(READ, ("cdc_failover",))
        time.sleep(0.1)
    primary.execute("INSERT INTO t SELECT generate_series(1, 5)")
    wait(standby, "SELECT count(*) = 5 FROM t")
    print(f"primary: {[row[0] for row in primary.execute(SLOTS)]}")
    print(f"standby: {standby.execute(SLOTS).fetchall()}")
    standby.execute("SELECT pg_promote()")
    print(f"promoted: {standby.execute(SLOTS).fetchall()}")
    (inserts,) = standby.execute(READ, ("cdc_failover",)).fetchone()
    print(f"rows read from the new primary: {inserts} of 5")
    try:
        standby.execute(READ, ("cdc_plain",))
    except psycopg.Error as error:
        print(f"the other consumer: {error.sqlstate} {error.diag.message_primary}")
    assert inserts == 5
