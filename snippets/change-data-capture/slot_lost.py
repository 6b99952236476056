# needs: postgresql(wal_level=logical, autovacuum=off)
"""A slot that nobody reads: what it keeps, and what the limit does to it."""

import os
import time

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
# --8<-- [start:idea]
LIMITS = {"min_wal_size": "32MB", "max_wal_size": "48MB",
          "max_slot_wal_keep_size": "96MB"}
for name, value in LIMITS.items():
    db.execute(f"ALTER SYSTEM SET {name} = '{value}'")
db.execute("SELECT pg_reload_conf()")
db.execute("SELECT pg_create_logical_replication_slot('forgotten', 'pgoutput')")
STATUS = """
    SELECT wal_status, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) / 2^20,
           safe_wal_size / 2^20, invalidation_reason
    FROM pg_replication_slots WHERE slot_name = 'forgotten'"""


def write_segments(count: int) -> None:
    for _ in range(count):
        db.execute("SELECT pg_logical_emit_message(true, 'noise', 'x')")
        db.execute("SELECT pg_switch_wal()")  # (1)!
# --8<-- [end:idea]


def size(number: float | None) -> str:
    return "-" if number is None else f"{number:.0f}"


seen = []
print("kept MiB | safe MiB | wal_status | after a checkpoint")
while "lost" not in seen:
    status, kept, safe, _ = db.execute(STATUS).fetchone()
    db.execute("CHECKPOINT")
    after = db.execute(STATUS).fetchone()[0]
    print(f"{size(kept)} | {size(safe)} | {status} | {after}")
    seen += [status, after]
    write_segments(1)
status, kept, safe, reason = db.execute(STATUS).fetchone()
print(f"invalidation reason: {reason}")
try:
    db.execute("SELECT * FROM pg_logical_slot_peek_changes('forgotten', NULL, NULL)")
except psycopg.Error as error:
    print(f"consumer: {error.sqlstate} {error.diag.message_primary}")
    print(f"detail: {error.diag.message_detail}")
assert status == "lost" and reason == "wal_removed"

# --8<-- [start:idle]
db.execute("SELECT pg_drop_replication_slot('forgotten')")
db.execute("SELECT pg_create_logical_replication_slot('forgotten', 'pgoutput')")
db.execute("ALTER SYSTEM SET idle_replication_slot_timeout = '1s'")
db.execute("SELECT pg_reload_conf()")
time.sleep(1.2)
db.execute("CHECKPOINT")
# --8<-- [end:idle]
status, _, _, reason = db.execute(STATUS).fetchone()
print(f"idle for a second, then a checkpoint: {status}, {reason}")
assert reason == "idle_timeout"
