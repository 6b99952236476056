# needs: postgresql(autovacuum=off)
import os
import threading
import time

import psycopg

WAIT = """SELECT wait_event_type || ' ' || wait_event FROM pg_stat_activity
    WHERE application_name = 'builder' AND wait_event_type = 'Lock'"""
PHASE = """SELECT phase FROM pg_stat_progress_create_index
    WHERE datname = current_database()"""
LOCKS = """SELECT mode FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE application_name = 'builder' AND relation = 'orders'::regclass"""
INDEXES = """SELECT c.relname, indisready, indisvalid FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    WHERE indrelid = 'orders'::regclass ORDER BY 1"""


def connect(name: str) -> psycopg.Connection:
    return psycopg.connect(
        os.environ["DATABASE_URL"], autocommit=True, application_name=name
    )


def one(db: psycopg.Connection, query: str):
    row = db.execute(query).fetchone()
    return row and row[0]


with connect("app") as app, connect("builder") as builder, connect("old") as old:
    app.execute("""CREATE TABLE orders AS SELECT i AS id, i % 5000 AS code
        FROM generate_series(1, 100000) i""")
    app.execute("SET lock_timeout = '50ms'")

    # --8<-- [start:wait]
    old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    old.execute("SELECT 1")  # an old snapshot, of no table at all
    build = threading.Thread(
        target=builder.execute,
        args=["CREATE INDEX CONCURRENTLY a_code ON orders (code)"],
    )
    build.start()
    while not one(app, WAIT):
        time.sleep(0.005)
    print(f"lock on orders: {one(app, LOCKS)}")
    print(f"phase: {one(app, PHASE)}")
    print(f"wait event: {one(app, WAIT)}")
    app.execute("UPDATE orders SET code = 0 WHERE id = 1")  # writers pass
    print("update meanwhile: done")
    old.execute("COMMIT")
    build.join()
    # --8<-- [end:wait]
    print(f"valid: {app.execute(INDEXES).fetchall()[0][2]}")

    # --8<-- [start:invalid]
    try:
        builder.execute("CREATE UNIQUE INDEX CONCURRENTLY by_code ON orders (code)")
    except psycopg.errors.UniqueViolation as error:
        print(f"{error.sqlstate} {error.diag.message_primary}")
    old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    old.execute("SELECT 1")
    try:
        builder.execute("SET lock_timeout = '100ms'")  # (1)!
        builder.execute("CREATE INDEX CONCURRENTLY by_id ON orders (id)")
    except psycopg.errors.LockNotAvailable as error:
        print(f"{error.sqlstate} {error.diag.message_primary}")
    old.execute("COMMIT")
    for name, ready, valid in app.execute(INDEXES):
        print(f"{name}: written by every INSERT {ready}, used by queries {valid}")
    again = "CREATE INDEX CONCURRENTLY IF NOT EXISTS by_id ON orders (id)"
    builder.execute(again)  # (2)!
    print(f"by_id after IF NOT EXISTS, valid: {app.execute(INDEXES).fetchall()[1][2]}")
    builder.execute("DROP INDEX CONCURRENTLY by_id")  # (3)!
    # --8<-- [end:invalid]
    builder.execute("DROP INDEX CONCURRENTLY by_code")
