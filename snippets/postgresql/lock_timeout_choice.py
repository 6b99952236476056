# needs: postgresql
# timeout: 120
import os
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
REPORT = 1.5  # seconds for which a report holds its ACCESS SHARE


def read_on(stop, reads):
    with psycopg.connect(URL, autocommit=True) as db:
        while not stop.is_set():
            began = time.perf_counter()
            db.execute("SELECT count(*) FROM orders")
            reads.append((began, time.perf_counter() - began))
            time.sleep(0.005)


# --8<-- [start:migrate]
def migrate(lock_timeout, pause):
    """Add a column; return how many attempts it took."""
    with psycopg.connect(URL, autocommit=True) as db:
        db.execute("SELECT set_config('lock_timeout', %s, false)", [lock_timeout])
        for attempt in range(1, 1000):
            try:
                db.execute("ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text")
                return attempt
            except psycopg.errors.LockNotAvailable:
                time.sleep(pause)
# --8<-- [end:migrate]


def measure(lock_timeout, pause):
    """Return attempts, the longest read in ms and the share of time spent waiting."""
    with psycopg.connect(URL, autocommit=True) as db:
        db.execute("DROP TABLE IF EXISTS orders; CREATE TABLE orders (id int)")
    stop, reads = threading.Event(), []
    readers = [threading.Thread(target=read_on, args=(stop, reads)) for _ in range(3)]
    report = psycopg.connect(URL)
    report.execute("SELECT count(*) FROM orders")
    for reader in readers:
        reader.start()
    began = time.perf_counter()
    threading.Timer(REPORT, report.close).start()
    attempts = migrate(lock_timeout, pause)
    elapsed = time.perf_counter() - began
    stop.set()
    for reader in readers:
        reader.join()
    waited = sum(seconds for start, seconds in reads if seconds > 0.03) / len(readers)
    longest = max(seconds for _, seconds in reads)
    return attempts, 1000 * longest, min(1, waited / elapsed)


worst, shares = {}, {}
for lock_timeout, pause in [("0", 0), ("500ms", 0), ("50ms", 0), ("50ms", 0.2)]:
    name = f"lock_timeout {lock_timeout}, pause {1000 * pause:.0f} ms"
    attempts, worst[name], shares[name] = measure(lock_timeout, pause)
    print(f"{name}, attempts: ≈ {attempts}")
    print(f"{name}, longest read: ≈ {worst[name]:.0f} ms")
    print(f"{name}, readers waiting: ≈ {100 * shares[name]:.0f} %")
never, half, short, paused = worst.values()
assert never > 1000 and half < never and paused < never / 2
assert min(list(shares.values())[:2]) > 1.3 * list(shares.values())[3]
