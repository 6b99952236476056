# needs: postgresql(autovacuum_naptime=1s, autovacuum_vacuum_cost_limit=1)
import os
import time

import psycopg

URL = os.environ["DATABASE_URL"]
WORKER = "SELECT pid FROM pg_stat_progress_vacuum WHERE relid = 'orders'::regclass"


def vacuum_worker():
    """Return the pid of the autovacuum worker on the table, or None."""
    row = watch.execute(WORKER).fetchone()
    return row and row[0]


watch = psycopg.connect(URL, autocommit=True)
migration = psycopg.connect(URL, autocommit=True)
watch.execute("CREATE TABLE orders (id int) WITH (autovacuum_vacuum_cost_delay = 100)")
watch.execute("INSERT INTO orders SELECT generate_series(1, 50000)")
watch.execute("DELETE FROM orders")
while not (worker := vacuum_worker()):
    time.sleep(0.01)

# --8<-- [start:timeouts]
for lock_timeout in ("500ms", "3s"):  # deadlock_timeout is 1 s
    migration.execute(f"SET lock_timeout = '{lock_timeout}'")
    began = time.perf_counter()
    try:
        migration.execute("ALTER TABLE orders ADD paid bool")
        outcome = "done"
    except psycopg.errors.LockNotAvailable as error:
        outcome = error.sqlstate
    ms = 1000 * (time.perf_counter() - began)
    # --8<-- [end:timeouts]
    still = vacuum_worker() == worker
    print(f"lock_timeout {lock_timeout}: {outcome} after ≈ {ms:.0f} ms")
    print(f"  the same autovacuum worker is still at it: {still}")
    assert (outcome, still) == (("done", False) if ms > 900 else ("55P03", True))
