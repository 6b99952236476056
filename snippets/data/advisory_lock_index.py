# needs: postgresql
import os
import threading

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE orders AS SELECT n FROM generate_series(1, 1000) n")


# --8<-- [start:idea]
def second_pod():
    with psycopg.connect(URL, autocommit=True) as connection:
        try:
            connection.execute("SELECT pg_advisory_lock(1)")
            ends.append("lock taken")
        except psycopg.errors.DeadlockDetected as error:
            ends.append(error.sqlstate)


ends = []
first = psycopg.connect(URL, autocommit=True)
first.execute("SELECT pg_advisory_lock(1)")
pod = threading.Thread(target=second_pod)
pod.start()
WAITS = """SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
           WHERE NOT granted AND datname = current_database()"""
while not db.execute(WAITS).fetchone()[0]:
    pass
try:  # the build waits for the second pod's snapshot, the second pod for the lock
    first.execute("CREATE INDEX CONCURRENTLY ON orders (n)")
except psycopg.errors.DeadlockDetected as error:
    ends.append(error.sqlstate)
first.execute("SELECT pg_advisory_unlock(1)")
pod.join()
print("pods ended by the deadlock:", ends.count("40P01"))
# --8<-- [end:idea]
assert "40P01" in ends
