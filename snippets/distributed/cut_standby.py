# needs: postgresql(standby)
import os
import threading

import psycopg

primary = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
standby = psycopg.connect(os.environ["STANDBY_URL"], autocommit=True)
primary.execute("CREATE TABLE payment (id text)")


def ask(connection, question, *values):
    return connection.execute(question, values).fetchone()[0]


def until(connection, question, *values):
    while not ask(connection, question, *values):
        pass


def set_and_reload(connection, name, value):
    connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
    connection.execute("SELECT pg_reload_conf()")


CAUGHT_UP = "SELECT count(*) = 1 FROM payment WHERE id = %s"
GONE = "SELECT count(*) = 0 FROM pg_stat_replication"
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
primary.execute("INSERT INTO payment VALUES ('before the cut')")
until(standby, "SELECT to_regclass('payment') IS NOT NULL")
until(standby, CAUGHT_UP, "before the cut")

# --8<-- [start:idea]
set_and_reload(standby, "primary_conninfo", "")  # (1)!
until(primary, GONE)
primary.execute("INSERT INTO payment VALUES ('asynchronous')")
print("asynchronous: COMMIT returned")

set_and_reload(primary, "synchronous_standby_names", "*")
worker = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
until(worker, "SELECT current_setting('synchronous_standby_names') = '*'")
worker.add_notice_handler(lambda notice: print("client:", notice.message_primary))


def pay():
    worker.execute("INSERT INTO payment VALUES ('synchronous')")
    print("synchronous: COMMIT returned, without an error")  # (3)!


thread = threading.Thread(target=pay)
thread.start()
until(primary, WAITS)
seen = "SELECT count(*) FROM payment WHERE id = 'synchronous'"
print("synchronous: COMMIT waits for SyncRep, rows others see:", ask(primary, seen))
primary.execute("SELECT pg_cancel_backend(%s)", [worker.info.backend_pid])  # (2)!
thread.join()
print("after the cancel, rows others see:", ask(primary, seen))
reads = ask(primary, "SELECT count(*) FROM payment")
print("cut primary still answers reads, rows:", reads)

ask(standby, "SELECT pg_promote()")
left = [row[0] for row in standby.execute("SELECT id FROM payment")]
print("rows on the promoted standby:", ", ".join(left))
# --8<-- [end:idea]
assert left == ["before the cut"] and reads == 3
