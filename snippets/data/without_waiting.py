# needs: postgresql(logging_collector=on, log_filename=server.log)
import os
import re
from pathlib import Path

import psycopg

URL = os.environ["DATABASE_URL"]


def connect():
    return psycopg.connect(URL, autocommit=True)


def attempt(label, statement):
    try:
        print(f"{label}: {worker.execute(statement).fetchall()}")
    except psycopg.Error as error:
        print(f"{label}: {error.sqlstate} {error.diag.message_primary}")


busy, worker = connect(), connect()
busy.execute("CREATE TABLE jobs (id int PRIMARY KEY)")
busy.execute("INSERT INTO jobs VALUES (1), (2), (3)")

worker.execute("SET log_lock_failures = on")  # new in PostgreSQL 18
worker.execute("SET log_lock_waits = on")
worker.execute("SET deadlock_timeout = '100ms'")  # a wait is logged after this time

# --8<-- [start:attempts]
busy.execute("BEGIN")
busy.execute("SELECT * FROM jobs WHERE id = 1 FOR UPDATE")
busy.execute("SELECT pg_advisory_xact_lock(42)")  # (1)!

next_job = "SELECT id FROM jobs ORDER BY id LIMIT 1 FOR UPDATE"
attempt("plain SELECT", "SELECT id FROM jobs ORDER BY id LIMIT 1")
attempt("NOWAIT", f"{next_job} NOWAIT")
attempt("SKIP LOCKED", f"{next_job} SKIP LOCKED")  # (2)!
attempt("advisory lock", "SELECT pg_try_advisory_lock(42)")
worker.execute("SET lock_timeout = '1s'")
attempt("lock_timeout", next_job)
# --8<-- [end:attempts]

print("\nthe server's log, A busy and B the worker:")
names = {busy.info.backend_pid: "A", worker.info.backend_pid: "B"}
log = Path(os.environ["PGDATA"]) / "log" / "server.log"
for line in log.read_text().splitlines():
    level, _, text = line.partition("] ")[2].partition(":  ")
    if level in {"LOG", "DETAIL"} and "lock" in text.lower():
        for pid, name in names.items():
            text = re.sub(rf"\b{pid}\b", name, text)
        text = re.sub(r"transaction \d+", "transaction N", text)
        print(f"{level}: " + re.sub(r"after ([\d.]+)", r"after ≈ \1", text))
