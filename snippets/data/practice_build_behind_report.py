# needs: postgresql
import os
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
watch, report, build, client = (
    psycopg.connect(URL, autocommit=True) for _ in range(4)
)
watch.execute("CREATE TABLE orders AS SELECT generate_series(1, 1000) AS id")
client.execute("SET lock_timeout = '2s'")
BLOCKED = "SELECT %s = ANY (pg_blocking_pids(%s))"
seen = []
for level in ("read committed", "repeatable read"):
    report.execute(f"BEGIN ISOLATION LEVEL {level}")
    report.execute("SELECT count(*) FROM orders")  # stays open, like any idle report
    index = "CREATE INDEX CONCURRENTLY ON orders (id)"
    thread = threading.Thread(target=build.execute, args=[index])
    thread.start()
    pids = [report.info.backend_pid, build.info.backend_pid]
    while thread.is_alive() and not watch.execute(BLOCKED, pids).fetchone()[0]:
        time.sleep(0.002)
    waits = thread.is_alive()
    client.execute("SELECT count(*) FROM orders")
    client.execute("INSERT INTO orders VALUES (0)")
    print(f"{level} report, the build: {'waits for it' if waits else 'done'}")
    print(f"{level} report, a read and a write: pass")
    seen.append(waits)
    report.execute("COMMIT")
    thread.join()
assert seen == [False, True]
