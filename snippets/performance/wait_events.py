# needs: postgresql
import os
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
admin = psycopg.connect(URL, autocommit=True)
admin.execute("CREATE TABLE stock AS SELECT 1 AS id, 10 AS n")
WORK = {
    "cpu": "SELECT count(*) FROM (SELECT generate_series(1, 900000000)) AS n",
    "lock": "UPDATE stock SET n = n - 1",
    "sleep": "SELECT pg_sleep(600)",
}


def session(name, sql):
    with psycopg.connect(URL, application_name=name) as db:
        try:
            db.execute(sql)
        except psycopg.errors.QueryCanceled:
            pass


holder = psycopg.connect(URL, application_name="holder")
holder.execute("UPDATE stock SET n = n - 1")  # and then talks to somebody else
threads = [threading.Thread(target=session, args=item) for item in WORK.items()]
[thread.start() for thread in threads]

# --8<-- [start:idea]
SAMPLE = """
    SELECT application_name, state, coalesce(wait_event_type, 'CPU'),
           coalesce(wait_event, 'running'), cardinality(pg_blocking_pids(pid))
    FROM pg_stat_activity
    WHERE datname = current_database() AND application_name <> ''
    ORDER BY 1"""
# --8<-- [end:idea]
wanted = {"cpu": "CPU", "holder": "Client", "lock": "Lock", "sleep": "Timeout"}
deadline = time.monotonic() + 20
while time.monotonic() < deadline:
    rows = admin.execute(SAMPLE).fetchall()
    if {row[0]: row[2] for row in rows} == wanted:
        break
    time.sleep(0.05)
print(f"{'session':<9}{'state':<21}{'type':<9}{'event':<15}blocked by")
for name, state, kind, event, blockers in rows:
    print(f"{name:<9}{state:<21}{kind:<9}{event:<15}{blockers}")
assert {row[0]: row[2] for row in rows} == wanted
holder.rollback()
admin.execute("""
    SELECT pg_cancel_backend(pid) FROM pg_stat_activity
    WHERE application_name IN ('cpu', 'sleep')""")
[thread.join() for thread in threads]
