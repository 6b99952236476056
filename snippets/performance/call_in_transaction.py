# needs: postgresql
import os
import queue
import threading
from time import perf_counter, sleep

import psycopg

URL = os.environ["DATABASE_URL"]
POOL, CLIENTS, REQUESTS, CALL = 4, 16, 64, 0.05
admin = psycopg.connect(URL, autocommit=True)
admin.execute("CREATE TABLE orders (id int PRIMARY KEY, state text)")
admin.execute("INSERT INTO orders SELECT g, 'new' FROM generate_series(1, 64) AS g")
pool = queue.Queue()
for _ in range(POOL):
    pool.put(psycopg.connect(URL))


def payment_provider():
    sleep(CALL)  # stands for an HTTP call of 50 ms


# --8<-- [start:idea]
def inside(order):
    connection = pool.get()
    connection.execute("SELECT * FROM orders WHERE id = %s FOR UPDATE", [order])
    payment_provider()  # (1)!
    connection.execute("UPDATE orders SET state = 'paid' WHERE id = %s", [order])
    connection.commit()
    pool.put(connection)


def between(order):
    for state in ("paying", "paid"):  # (2)!
        connection = pool.get()
        connection.execute("UPDATE orders SET state = %s WHERE id = %s", [state, order])
        connection.commit()
        pool.put(connection)
        if state == "paying":
            payment_provider()
# --8<-- [end:idea]


def client(work, orders):
    while True:
        try:
            work(orders.get_nowait())
        except queue.Empty:
            return


def idle_in_transaction():
    sleep(0.01)
    return admin.execute("""
        SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'
        AND datname = current_database()""").fetchone()[0]


def rate(work):
    orders = queue.Queue()
    [orders.put(order) for order in range(1, REQUESTS + 1)]
    args = (work, orders)
    threads = [threading.Thread(target=client, args=args) for _ in range(CLIENTS)]
    started = perf_counter()
    [thread.start() for thread in threads]
    seen = [idle_in_transaction() for _ in range(15)]
    [thread.join() for thread in threads]
    return REQUESTS / (perf_counter() - started), sorted(seen)


print(f"{CLIENTS} clients, pool of {POOL}, an external call of 50 ms in each request")
slow, seen = rate(inside)
held = seen[7]  # median
fast, seen = rate(between)
idle = seen[3]  # lower quartile: between two statements it is seen for an instant
print(f"call inside the transaction: ≈ {slow:.0f} requests a second")
print(f"call between two transactions: ≈ {fast:.0f} requests a second")
print(f"gain: ≈ {fast / slow:.1f}")
print(f"idle in transaction meanwhile, inside: {held}")
print(f"idle in transaction meanwhile, between: {idle}")
assert slow < POOL / CALL and fast > 2 * slow and (held, idle) == (POOL, 0)
victim = pool.get()
victim.execute("SET idle_in_transaction_session_timeout = '20ms'")
try:
    sleep(0.2)
    victim.execute("SELECT 1")
except psycopg.Error as error:
    print(f"after idle_in_transaction_session_timeout: {error.sqlstate}")
    print(f"its message: {str(error).splitlines()[0]}")
