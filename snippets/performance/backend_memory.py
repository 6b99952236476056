# needs: postgresql(fsync=off)
import os
from pathlib import Path

import psycopg

URL = os.environ["DATABASE_URL"]
TABLES = 1000
admin = psycopg.connect(URL, autocommit=True)
with admin.transaction(), admin.pipeline():
    for number in range(TABLES):
        admin.execute(f"CREATE TABLE t{number} (id int PRIMARY KEY, a int, b int)")


# --8<-- [start:idea]
def own_memory(connection):
    """MiB that only this backend uses: shared_buffers and code are not in it."""
    text = Path(f"/proc/{connection.info.backend_pid}/smaps_rollup").read_text()
    fields = dict(line.split(":", 1) for line in text.splitlines()[1:])
    return int(fields["Private_Dirty"].split()[0]) / 1024


session = psycopg.connect(URL, autocommit=True)
session.execute("SELECT 1")
fresh = own_memory(session)
for number in range(TABLES):  # a schema for each tenant does the same
    session.execute(f"SELECT * FROM t{number} WHERE id = 1", prepare=True)
used = own_memory(session)
session.execute("DISCARD ALL")
discarded = own_memory(session)
# --8<-- [end:idea]
print(f"fresh backend: ≈ {fresh:.1f} MiB")
print(f"after {TABLES} tables, prepared: ≈ {used:.1f} MiB")
print(f"after DISCARD ALL: ≈ {discarded:.1f} MiB")
print(f"100 connections, fresh: ≈ {fresh * 100:.0f} MiB")
print(f"100 connections, used: ≈ {used * 100:.0f} MiB")
assert used > 3 * fresh and discarded > 1.5 * fresh
for name in ("max_connections", "superuser_reserved_connections",
             "reserved_connections", "idle_in_transaction_session_timeout",
             "transaction_timeout", "work_mem"):  # fmt: skip
    print(f"{name}: {admin.execute(f'SHOW {name}').fetchone()[0]}")
