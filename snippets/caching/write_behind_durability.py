# needs: postgresql
"""Write-behind is as durable as its queue: SIGKILL the Valkey that holds it."""

import os
import signal
import tempfile
import time

import psycopg
import redis

from snippets.services import valkey

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE product (id int PRIMARY KEY, price int NOT NULL)")
db.execute("INSERT INTO product SELECT i, 100 FROM generate_series(0, 9) i")
WRITES = 500


def survivors(**settings: str) -> tuple[int, float]:
    """Acknowledge WRITES writes, kill the server, start it again, count the queue."""
    with tempfile.TemporaryDirectory() as folder:
        with valkey.server(dir=folder, **settings) as server:
            cache = redis.from_url(server.environment["REDIS_URL"])
            started = time.perf_counter()
            for number in range(WRITES):
                cache.rpush("writes", f"{number % 10} {number}")  # (1)!
            took = time.perf_counter() - started
            pid = cache.info("server")["process_id"]
            while cache.info("persistence").get("aof_buffer_length"):
                pass  # (2)!
            os.kill(pid, signal.SIGKILL)
        with valkey.server(dir=folder, **settings) as server:
            cache = redis.from_url(server.environment["REDIS_URL"])
            left = cache.llen("writes")
            if left:
                fsync = settings["appendfsync"]
                print(f"UPDATE statements, {fsync}: {flush(cache)}")
            return left, took


def flush(cache: redis.Redis) -> int:
    """Coalesce: of the writes to one row, only the last reaches PostgreSQL."""
    entries = cache.lrange("writes", 0, -1)
    newest = dict(entry.split() for entry in entries)
    with db.transaction():
        for product, price in newest.items():
            update = "UPDATE product SET price = %s WHERE id = %s"
            db.execute(update, (int(price), int(product)))
    cache.ltrim("writes", len(entries), -1)  # (3)!
    return len(newest)


print(f"acknowledged writes: {WRITES}")
none, _ = survivors()
print(f"survive without persistence: {none}")
everysec, fast = survivors(appendonly="yes", appendfsync="everysec")
print(f"survive with appendfsync everysec: {everysec}")
always, slow = survivors(appendonly="yes", appendfsync="always")
print(f"survive with appendfsync always: {always}")
print(f"time per write, everysec: ≈ {fast / WRITES * 1e6:.0f} µs")
print(f"time per write, always: ≈ {slow / WRITES * 1e6:.0f} µs")
assert (none, everysec, always) == (0, WRITES, WRITES)
assert db.execute("SELECT min(price), max(price) FROM product").fetchone() == (490, 499)
