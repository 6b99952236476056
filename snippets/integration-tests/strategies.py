# needs: postgresql(fsync=off, synchronous_commit=off, full_page_writes=off)
# timeout: 90
import csv
import os
import statistics
import time
from itertools import count

import psycopg
from psycopg.conninfo import make_conninfo

from snippets.services import postgresql

TABLES = 20
SCHEMA = ";".join(
    f"CREATE TABLE t{n} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
    f"name text UNIQUE, parent bigint REFERENCES t{max(n - 1, 0)})"
    for n in range(TABLES))
SCHEMA += ";INSERT INTO t0 (name) SELECT g FROM generate_series(1, 500) g"
numbers = count()


def database(name):
    return make_conninfo(os.environ["DATABASE_URL"], dbname=name)


admin = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
admin.execute("CREATE DATABASE model")
with psycopg.connect(database("model"), autocommit=True) as con:
    con.execute(SCHEMA)
admin.execute("CREATE DATABASE shared TEMPLATE model")
shared = psycopg.connect(database("shared"), autocommit=True)


def body(con):  # what every test does: some writes, some reads, its own commit or none
    for n in range(5):
        con.execute("INSERT INTO t0 (name) VALUES (%s)", (f"new {n}",))
    assert con.execute("SELECT count(*) FROM t0").fetchone()[0] == 505


# --8<-- [start:strategies]
def rollback():
    with shared.transaction(force_rollback=True):
        body(shared)


def delete():
    body(shared)
    shared.execute("DELETE FROM t0 WHERE id > 500")  # (1)!


def truncate():
    body(shared)
    names = ", ".join(f"t{n}" for n in range(TABLES))
    shared.execute(f"TRUNCATE {names} RESTART IDENTITY")  # (2)!
    shared.execute("INSERT INTO t0 (name) SELECT g FROM generate_series(1, 500) g")


def schema():
    name = f"test_{next(numbers)}"
    shared.execute(f"CREATE SCHEMA {name}; SET search_path = {name}; {SCHEMA}")
    body(shared)
    shared.execute(f"SET search_path = public; DROP SCHEMA {name} CASCADE")


def template(strategy, method="copy"):
    def run():
        name = f"test_{next(numbers)}"
        admin.execute(f"SET file_copy_method = {method}")
        admin.execute(f"CREATE DATABASE {name} TEMPLATE model STRATEGY {strategy}")
        with psycopg.connect(database(name), autocommit=True) as con:
            body(con)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    return run


def server():
    with postgresql.server({"fsync": "off"}) as own:  # (3)!
        url = own.environment["DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as con:
            con.execute(SCHEMA)
            body(con)
# --8<-- [end:strategies]


ways = {"rollback": (rollback, 20), "DELETE": (delete, 10), "TRUNCATE": (truncate, 3),
        "schema and migrations": (schema, 2),
        "template, wal_log": (template("wal_log"), 2),
        "template, file_copy": (template("file_copy"), 2),
        "template, clone": (template("file_copy", "clone"), 2), "server": (server, 1)}
ms = {}
for name, (way, times) in ways.items():
    took = []
    for _ in range(times):
        started = time.perf_counter()
        way()
        took.append((time.perf_counter() - started) * 1000)
    ms[name] = statistics.median(took)
    print(f"{name}, a test: ≈ {ms[name]:.1f} ms")
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    rows = [(name, round(value, 1)) for name, value in ms.items()]
    csv.writer(file).writerows([("way", "≈ms"), *rows])
assert ms["rollback"] < ms["TRUNCATE"] and ms["rollback"] < ms["template, wal_log"]
assert ms["server"] > ms["template, wal_log"]
