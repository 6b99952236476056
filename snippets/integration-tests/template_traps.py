# needs: postgresql(fsync=off)
import os
import threading

import psycopg
from psycopg.conninfo import make_conninfo

URL = os.environ["DATABASE_URL"]


def connect(name="postgres"):
    return psycopg.connect(make_conninfo(URL, dbname=name), autocommit=True)


def attempt(statement):
    try:
        admin.execute(statement)
        return "done"
    except psycopg.Error as error:
        return error.sqlstate


admin = connect()
admin.execute("CREATE DATABASE model")
admin.execute("ALTER DATABASE model SET search_path = app, public")
admin.execute("CREATE ROLE reporting")
admin.execute("REVOKE CONNECT ON DATABASE model FROM PUBLIC")
model = connect("model")
model.execute("CREATE SEQUENCE numbers")
model.execute("SELECT nextval('numbers') FROM generate_series(1, 41)")

print("somebody is connected to the template:",
      attempt("CREATE DATABASE copy TEMPLATE model"))
model.close()
BUSY = "SELECT 1 FROM pg_stat_activity WHERE datname = 'model'"
while admin.execute(BUSY).fetchone():
    pass
admin.execute("ALTER DATABASE model ALLOW_CONNECTIONS false")  # (1)!
print("template closed to connections:", attempt("CREATE DATABASE copy TEMPLATE model"))
copy = connect("copy")
print("a sequence goes on at:", copy.execute("SELECT nextval('numbers')").fetchone()[0])
print("search_path, set on the template:",
      copy.execute("SHOW search_path").fetchone()[0])
print("PUBLIC may connect to the copy:", copy.execute(
    "SELECT has_database_privilege('reporting', 'copy', 'CONNECT')").fetchone()[0])
print("drop it while a test hangs:", attempt("DROP DATABASE copy"))
print("the same WITH (FORCE):", attempt("DROP DATABASE copy WITH (FORCE)"))

errors = []


def worker(number):
    try:
        with connect() as con:
            con.execute(f"CREATE DATABASE w{number} TEMPLATE model")
    except psycopg.Error as error:
        errors.append(error.sqlstate)


threads = [threading.Thread(target=worker, args=(n,)) for n in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("errors of 2 workers that copy at the same time:", len(errors))
assert not errors
