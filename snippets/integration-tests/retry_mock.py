# needs: postgresql
import os
import threading
from unittest.mock import MagicMock

import psycopg
from psycopg.errors import SerializationFailure

URL = os.environ["DATABASE_URL"]


# --8<-- [start:retries]
def retries_the_statement(con):
    for _ in range(3):
        try:
            con.execute("UPDATE stock SET n = n - 1")
            con.commit()
            return "done"
        except SerializationFailure:
            continue  # (1)!


def retries_the_transaction(con):
    for _ in range(3):
        try:
            with con.transaction():
                con.execute("UPDATE stock SET n = n - 1")
            return "done"
        except SerializationFailure:
            continue
# --8<-- [end:retries]


def with_mock(work):
    con = MagicMock()
    con.transaction.return_value.__exit__.return_value = False
    con.execute.side_effect = [SerializationFailure(), None]
    return work(con)


def with_postgresql(work):
    with psycopg.connect(URL) as con:
        con.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        rival = psycopg.connect(URL)
        rival.execute("UPDATE stock SET n = n - 1")
        result = []

        def target():
            try:
                result.append(work(con))
            except psycopg.Error as error:
                result.append(f"{error.sqlstate} {type(error).__name__}")

        thread = threading.Thread(target=target)
        thread.start()
        while not rival.execute(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        ).fetchone():
            rival.execute("SELECT pg_stat_clear_snapshot()")
        rival.commit()
        thread.join()
        rival.close()
        return result[0]


with psycopg.connect(URL) as con:
    con.execute("CREATE TABLE stock (n int)")
    con.execute("INSERT INTO stock VALUES (10)")
seen = {}
for work in (retries_the_statement, retries_the_transaction):
    for name, against in (("mock", with_mock), ("PostgreSQL", with_postgresql)):
        seen[work, name] = against(work)
        print(f"{work.__name__}, {name}: {seen[work, name]}")
assert seen[retries_the_statement, "mock"] == "done"
assert seen[retries_the_statement, "PostgreSQL"].startswith("25P02")
assert seen[retries_the_transaction, "PostgreSQL"] == "done"
