# needs: postgresql(wal_level=logical), valkey
"""Invalidation driven by the log: no writer can forget it, or die before it."""

import os
import re
import signal
import subprocess

import psycopg
import redis

URL = os.environ["DATABASE_URL"]
cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE product (id int PRIMARY KEY, price int NOT NULL)")
db.execute("INSERT INTO product SELECT i, 100 FROM generate_series(1, 3) i")
db.execute("SELECT pg_create_logical_replication_slot('cache', 'test_decoding')")
for product in (1, 2, 3):
    cache.set(f"product:{product}", 100)


def stale() -> list[int]:
    rows = db.execute("SELECT id, price FROM product ORDER BY id").fetchall()
    held = cache.mget([f"product:{product}" for product, _ in rows])
    pairs = zip(rows, held)
    return [i for (i, price), value in pairs if value not in (None, str(price))]


def killed_after_commit() -> int:
    """An application that commits and dies before its DEL."""
    pid = os.fork()
    if pid == 0:
        with psycopg.connect(URL) as own:
            own.execute("UPDATE product SET price = 150 WHERE id = 1")
        os.kill(os.getpid(), signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


# --8<-- [start:relay]
CHANGE = re.compile(r"table public\.product: [A-Z]+: id\[integer\]:(\d+)")
PEEK = "SELECT lsn::text, data FROM pg_logical_slot_peek_changes('cache', NULL, NULL)"


def relay(crash: bool = False) -> list[str]:
    changes = db.execute(PEEK).fetchall()  # (1)!
    found = (CHANGE.match(data) for _, data in changes)
    keys = sorted({f"product:{match[1]}" for match in found if match})
    if keys:
        cache.delete(*keys)
    if changes and not crash:
        last = changes[-1][0]
        db.execute("SELECT pg_replication_slot_advance('cache', %s::pg_lsn)", (last,))
    return keys
# --8<-- [end:relay]


print(f"writer exit code: {killed_after_commit()}")
subprocess.run(
    ["psql", "-Xqc", "UPDATE product SET price = 250 WHERE id = 2", URL], check=True
)
print(f"stale after a kill and a manual UPDATE: {stale()}")
assert stale() == [1, 2]
print(f"relay deletes, dies before it confirms: {relay(crash=True)}")
print(f"relay deletes again after its restart: {relay()}")
print(f"relay has nothing left: {relay()}")
print(f"stale after the relay: {stale()}")
assert stale() == [] and cache.exists("product:3") == 1
db.execute("SELECT pg_drop_replication_slot('cache')")
