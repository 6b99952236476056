# needs: postgresql(pgbouncer)
import os

import psycopg

DIRECT, POOL = os.environ["DATABASE_URL"], os.environ["PGBOUNCER_URL"]
admin = psycopg.connect(os.environ["PGBOUNCER_ADMIN_URL"], autocommit=True,
                        cursor_factory=psycopg.ClientCursor)  # fmt: skip
server = psycopg.connect(DIRECT, autocommit=True)


def client(**options):
    return psycopg.connect(POOL, autocommit=True, prepare_threshold=None, **options)


def ask(db, question):
    try:
        return db.execute(question).fetchone()[0]
    except psycopg.Error as error:
        return error.sqlstate


admin.execute("SET default_pool_size = 2")
# --8<-- [start:idea]
anna, ben, busy = client(application_name="anna"), client(), client()
print("ben, first:", ask(ben, "SHOW search_path"))
anna.execute("SET search_path = tenant_7")
print("ben, after anna's SET:", ask(ben, "SHOW search_path"))  # (1)!
ben.execute("SET application_name = 'ben'")  # goes to the shared connection
print("anna, application_name:", repr(ask(anna, "SHOW application_name")))  # (2)!
anna.execute("RESET search_path")

print("anna takes the lock:", ask(anna, "SELECT pg_try_advisory_lock(7)"))
print("ben takes it too:", ask(ben, "SELECT pg_try_advisory_lock(7)"))  # (3)!
anna.execute("CREATE TEMP TABLE cart AS SELECT 1 AS item")
print("ben reads anna's cart:", ask(ben, "SELECT item FROM cart"))
anna.execute("BEGIN")
anna.execute("DECLARE page CURSOR WITH HOLD FOR SELECT generate_series(1, 9)")
anna.execute("COMMIT")
print("ben fetches from anna's cursor:", ask(ben, "FETCH page"))
anna.execute("LISTEN orders")
server.execute("NOTIFY orders, '1'")
print("anna hears:", len(list(anna.notifies(timeout=0.3))), "notifications")

busy.execute("BEGIN")  # now busy has the server connection that they all shared
busy.execute("SELECT 1")
print("anna, meanwhile, her cart:", ask(anna, "SELECT item FROM cart"))
print("anna, her lock again:", ask(anna, "SELECT pg_try_advisory_lock(7)"))
print("anna, her unlock:", ask(anna, "SELECT pg_advisory_unlock(7)"))  # (4)!
busy.execute("COMMIT")
# --8<-- [end:idea]
