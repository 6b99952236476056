# needs: postgresql, valkey
import os
import random
import threading
import time
import uuid

import psycopg
import redis

WORKERS, EACH, TTL = 4, 25, 30  # threads, sales of each, ms that the lock lives
url = os.environ["DATABASE_URL"]
admin = psycopg.connect(url, autocommit=True)
admin.execute("CREATE TABLE stock (id int PRIMARY KEY, n int, version int)")
store = redis.Redis.from_url(os.environ["REDIS_URL"])


# --8<-- [start:idea]
def locked(sell, session, rng):
    """SET NX PX around the sale; release by DELIFEQ (Valkey 9)."""
    token = uuid.uuid4().hex
    while not store.set("lock:stock", token, nx=True, px=TTL):
        time.sleep(0.001)
    try:
        return sell(session, rng)
    finally:
        store.execute_command("DELIFEQ", "lock:stock", token)


def pause(rng):
    time.sleep(0.05 if rng.random() < 0.1 else 0.001)  # (1)!


def read_then_write(session, rng):
    n = session.execute("SELECT n FROM stock").fetchone()[0]
    pause(rng)
    session.execute("UPDATE stock SET n = %s", [n - 1])
    return True


def if_unchanged(session, rng):
    n, version = session.execute("SELECT n, version FROM stock").fetchone()
    pause(rng)
    done = session.execute(  # (2)!
        "UPDATE stock SET n = %s, version = version + 1 WHERE version = %s",
        [n - 1, version],
    )
    return done.rowcount == 1


def one_statement(session, rng):
    pause(rng)
    return session.execute("UPDATE stock SET n = n - 1 WHERE n > 0").rowcount == 1


PLANS = {
    "nothing": read_then_write,
    "lock": lambda *args: locked(read_then_write, *args),
    "lock and version": lambda *args: locked(if_unchanged, *args),
    "one statement": one_statement,
}
# --8<-- [end:idea]


def worker(plan, seed):
    rng = random.Random(seed)
    with psycopg.connect(url, autocommit=True) as session:
        for _ in range(EACH):
            while not plan(session, rng):
                pass


sold = WORKERS * EACH
for name, plan in PLANS.items():
    admin.execute("TRUNCATE stock")
    admin.execute("INSERT INTO stock VALUES (1, 1000, 1)")
    threads = [threading.Thread(target=worker, args=(plan, n)) for n in range(WORKERS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = (time.monotonic() - started) * 1000
    left = admin.execute("SELECT n FROM stock").fetchone()[0]
    lost = left - (1000 - sold)
    mark = "≈ " if lost else ""
    print(f"{name}, of {sold} sales forgotten: {mark}{lost}")
    print(f"{name}, took: ≈ {took:.0f} ms")
    assert (lost > 0) == (name in ("nothing", "lock"))
