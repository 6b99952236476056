# needs: postgresql(autovacuum=off, max_wal_size=4GB)
import csv
import os
import threading
import time

import psycopg

ROWS, READERS, BUCKET, BUCKETS = 200_000, 2, 0.05, 70
# --8<-- [start:blocking]
BLOCKING = "ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()"
# --8<-- [end:blocking]
# --8<-- [start:online]
ONLINE = [
    "ALTER TABLE orders ADD COLUMN token uuid",
    "ALTER TABLE orders ALTER token SET DEFAULT gen_random_uuid()",  # (1)!
    """UPDATE orders SET token = DEFAULT
       WHERE id > {last} AND id <= {last} + 5000 AND token IS NULL""",  # (2)!
    "ALTER TABLE orders ADD CONSTRAINT token_set NOT NULL token NOT VALID",  # (3)!
    "ALTER TABLE orders VALIDATE CONSTRAINT token_set",
]
# --8<-- [end:online]


def connect() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def read(stop: threading.Event, reads: list[tuple[float, float]], seed: int) -> None:
    with connect() as db:
        key = seed
        while not stop.is_set():
            key = key * 48271 % 2147483647
            sent = time.perf_counter()
            db.execute("SELECT total FROM orders WHERE id = %s", [key % ROWS + 1])
            reads.append((sent, time.perf_counter()))


def blocking(db: psycopg.Connection) -> None:
    db.execute(BLOCKING)


def online(db: psycopg.Connection) -> None:
    db.execute("SET lock_timeout = '100ms'")
    add, default, backfill, constraint, validate = ONLINE
    db.execute(add)
    db.execute(default)
    for last in range(0, ROWS, 5000):
        db.execute(backfill.format(last=last))
    db.execute(constraint)
    db.execute(validate)


def measure(migrate) -> tuple[float, float, list[int]]:
    with connect() as db:
        db.execute("DROP TABLE IF EXISTS orders")
        db.execute(f"""CREATE TABLE orders AS SELECT i AS id, i % 997 AS total,
            repeat('x', 100) AS note FROM generate_series(1, {ROWS}) i""")
        db.execute("ALTER TABLE orders ADD PRIMARY KEY (id)")
        stop, reads = threading.Event(), []
        threads = [threading.Thread(target=read, args=(stop, reads, seed + 7))
                   for seed in range(READERS)]  # fmt: skip
        for thread in threads:
            thread.start()
        time.sleep(0.5)  # the readers' normal pace, before the migration
        started = time.perf_counter()
        migrate(db)
        took = time.perf_counter() - started
        time.sleep(max(0, BUCKET * BUCKETS - 0.5 - took))
        stop.set()
        for thread in threads:
            thread.join()
        ready = db.execute("SELECT count(token) FROM orders").fetchone()[0]
        assert ready == ROWS
    buckets = [0] * BUCKETS
    for _, done in reads:
        if 0 <= (place := int((done - started + 0.5) / BUCKET)) < BUCKETS:
            buckets[place] += 1
    return took, max(done - sent for sent, done in reads), buckets


runs = {migrate.__name__: measure(migrate) for migrate in (blocking, online)}
for name, (took, slowest, _) in runs.items():
    print(f"{name} migration took: ≈ {took * 1000:.0f} ms")
    print(f"slowest read during it, {name}: ≈ {slowest * 1000:.0f} ms")
ratio = runs["blocking"][1] / runs["online"][1]
print(f"longest wait, blocking to online: ≈ {ratio:.0f} times")
assert runs["blocking"][1] > 0.8 * runs["blocking"][0]  # readers wait to the end
assert ratio > 2 and runs["online"][0] > runs["blocking"][0]
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    plot = csv.writer(file)
    plot.writerow(["ms", "≈blocking", "≈online"])
    for i, pair in enumerate(zip(runs["blocking"][2], runs["online"][2], strict=True)):
        plot.writerow([round((i * BUCKET - 0.5) * 1000), *pair])
