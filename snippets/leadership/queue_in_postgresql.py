# needs: postgresql
"""The boring candidate, measured: a queue as a table."""
import os
import threading
import time

import psycopg

JOBS, WORKERS = 1200, 4
url = os.environ["DATABASE_URL"]
admin = psycopg.connect(url, autocommit=True)
admin.execute("CREATE TABLE orders (id int PRIMARY KEY)")
admin.execute("CREATE TABLE job (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
              "order_id int NOT NULL)")
done, lock = [], threading.Lock()

# --8<-- [start:idea]
ENQUEUE = "INSERT INTO job (order_id) VALUES (%s)"
TAKE = """DELETE FROM job WHERE id = (
            SELECT id FROM job ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
          RETURNING order_id"""


def place(db, order_id, fails=False):
    with db.transaction():
        db.execute("INSERT INTO orders VALUES (%s)", [order_id])
        db.execute(ENQUEUE, [order_id])  # (1)!
        if fails:
            raise psycopg.Rollback


def work(on_job):
    with psycopg.connect(url) as db:
        while True:
            with db.transaction():
                row = db.execute(TAKE).fetchone()
                if row is None:
                    return
                on_job(db, row[0])  # (2)!
# --8<-- [end:idea]


def die(db, _):
    admin.execute("SELECT pg_terminate_backend(%s, 5000)", [db.info.backend_pid])
    db.execute("SELECT 1")


def note(_, order_id):
    with lock:
        done.append(order_id)


def count(table):
    return admin.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


place(admin, 0, fails=True)
print(f"jobs of an order that was rolled back: {count('job')}")
with admin.transaction():
    for number in range(1, JOBS + 1):
        place(admin, number)
try:
    work(die)
except psycopg.OperationalError:
    print("worker killed with a job in hand")
started = time.perf_counter()
threads = [threading.Thread(target=work, args=[note]) for _ in range(WORKERS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
rate = JOBS / (time.perf_counter() - started)
assert sorted(done) == list(range(1, JOBS + 1)) and rate > 100
print(f"jobs lost with the worker: {JOBS - len(set(done))}")
print(f"jobs done, each once: {len(done):,}")
print(f"jobs a second with {WORKERS} workers, one job a transaction: ≈ {rate:.0f}")
print(f"million jobs a day at that rate: ≈ {rate * 0.0864:.0f}")
