# needs: postgresql
import os
import threading

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE hot (id int PRIMARY KEY, n int)")
db.execute("INSERT INTO hot VALUES (1, 0)")


def add():
    with psycopg.connect(URL) as connection:
        connection.execute("UPDATE hot SET n = n + 1")


# --8<-- [start:idea]
WAITING = """FROM pg_locks JOIN pg_stat_activity USING (pid)
             WHERE NOT granted AND datname = current_database()"""
holder = psycopg.connect(URL)
holder.execute("UPDATE hot SET n = n + 1")
threads = []
for number in range(1, 5):
    threads.append(threading.Thread(target=add))
    threads[-1].start()
    while db.execute(f"SELECT count(*) {WAITING}").fetchone()[0] < number:
        pass
kinds = f"SELECT locktype, count(*) {WAITING} GROUP BY 1 ORDER BY 1"
for kind, count in db.execute(kinds):
    print(f"waiting for {kind}: {count}")
# --8<-- [end:idea]
holder.rollback()
for thread in threads:
    thread.join()
