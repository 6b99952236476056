# needs: postgresql
import os
import queue

import psycopg

URL = os.environ["DATABASE_URL"]
SIZE, REQUESTS = 5, 20
admin = psycopg.connect(URL, autocommit=True)


# --8<-- [start:idea]
def take(pool, check):
    connection = pool.get()
    if check:
        try:
            connection.execute("SELECT 1")  # (1)!
        except psycopg.OperationalError:
            connection = psycopg.connect(URL, autocommit=True)
    return connection


def give_back(pool, connection):
    if connection.closed:  # (2)!
        connection = psycopg.connect(URL, autocommit=True)
    pool.put(connection)
# --8<-- [end:idea]


def failures(check):
    pool, states = queue.Queue(), []
    for _ in range(SIZE):
        pool.put(psycopg.connect(URL, autocommit=True))
    admin.execute("""
        SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()""")
    for _ in range(REQUESTS):
        connection = take(pool, check)
        try:
            connection.execute("SELECT now()")
        except psycopg.OperationalError as error:
            states.append(error.sqlstate)
        give_back(pool, connection)
    while not pool.empty():
        pool.get().close()
    return states


without, checked = failures(check=False), failures(check=True)
print(f"all {SIZE} pooled connections are terminated, then {REQUESTS} requests come")
print(f"failed without a check: {len(without)}")
print(f"failed with a check at checkout: {len(checked)}")
print(f"SQLSTATE: {', '.join(sorted(set(map(str, without))))}")
assert (len(without), len(checked)) == (SIZE, 0)
