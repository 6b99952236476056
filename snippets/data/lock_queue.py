# needs: postgresql
import os
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
# --8<-- [start:who]
WHO_WAITS = """
    SELECT waiting.application_name, wanted.mode, blocker.application_name,
           blocker.state, left(blocker.query, 32)
    FROM pg_stat_activity AS waiting
    JOIN pg_locks AS wanted ON wanted.pid = waiting.pid AND NOT wanted.granted
    JOIN pg_stat_activity AS blocker
      ON blocker.pid = ANY (pg_blocking_pids(waiting.pid))
    WHERE waiting.datname = current_database()
    ORDER BY 1, 3"""  # (1)!
# --8<-- [end:who]


def connect(name):
    return psycopg.connect(URL, autocommit=True, application_name=name)


def start(connection, statement, ended):
    def run():
        began = time.perf_counter()
        try:
            connection.execute(statement)
            ended.append((connection, "done", time.perf_counter() - began))
        except psycopg.errors.LockNotAvailable as error:
            ended.append((connection, error.sqlstate, time.perf_counter() - began))

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def wait_until_waiting(count):
    query = """SELECT count(*) FROM pg_stat_activity
               WHERE datname = current_database() AND wait_event_type = 'Lock'"""
    while watch.execute(query).fetchone()[0] < count and not ended:
        time.sleep(0.002)


watch = connect("watch")
watch.execute("CREATE TABLE orders (id int)")
report, migration = connect("report"), connect("migration")
readers = [connect(f"reader {n}") for n in range(1, 4)]

# --8<-- [start:queue]
report.execute("BEGIN")
report.execute("SELECT count(*) FROM orders")  # ACCESS SHARE until it commits
ended = []
threads = [start(migration, "ALTER TABLE orders ADD paid bool", ended)]  # (1)!
wait_until_waiting(1)
threads += [start(reader, "SELECT count(*) FROM orders", ended) for reader in readers]
wait_until_waiting(4)
# --8<-- [end:queue]
for waiting, mode, blocker, state, query in watch.execute(WHO_WAITS):
    print(f"{waiting} wants {mode}")
    print(f"    after {blocker} ({state}): {query}")
print(f"readers that finished meanwhile: {len(ended)} of {len(readers)}")
assert not ended
report.execute("COMMIT")
for thread in threads:
    thread.join()

# --8<-- [start:timeout]
report.execute("BEGIN")
report.execute("SELECT count(*) FROM orders")
migration.execute("SET lock_timeout = '500ms'")  # (1)!
ended = []
threads = [start(migration, "ALTER TABLE orders ADD note text", ended)]
wait_until_waiting(1)
threads += [start(reader, "SELECT count(*) FROM orders", ended) for reader in readers]
for thread in threads:
    thread.join()  # the report is still open
# --8<-- [end:timeout]
outcome = {connection: (how, seconds) for connection, how, seconds in ended}
slowest = max(outcome[reader][1] for reader in readers)
print(f"with lock_timeout the migration got: {outcome[migration][0]}")
print(f"and the slowest reader waited: ≈ {1000 * slowest:.0f} ms")
assert outcome[migration][0] == "55P03" and slowest < 5
