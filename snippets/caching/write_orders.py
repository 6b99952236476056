# needs: postgresql, valkey
# timeout: 120
"""Kill the process before every step of each caching pattern; see what is left."""

import os
import signal

import psycopg
import redis

OLD, NEW, KEY, QUEUE = "100", "200", "product:1", "writes"
URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
db.execute("CREATE TABLE product (id int PRIMARY KEY, price int NOT NULL)")


def save(sql: psycopg.Connection, price: str) -> None:
    sql.execute("UPDATE product SET price = %s WHERE id = 1", (int(price),))


# --8<-- [start:patterns]
def cache_aside(sql: psycopg.Connection, kv: redis.Redis):
    yield "commit"; save(sql, NEW)  # (1)!
    yield "DEL"; kv.delete(KEY)
    yield "reply"


def cache_aside_reversed(sql: psycopg.Connection, kv: redis.Redis):
    yield "DEL"; kv.delete(KEY)
    yield "commit"; save(sql, NEW)
    yield "reply"


def write_through_db_first(sql: psycopg.Connection, kv: redis.Redis):
    yield "commit"; save(sql, NEW)
    yield "SET"; kv.set(KEY, NEW)
    yield "reply"


def write_through_cache_first(sql: psycopg.Connection, kv: redis.Redis):
    yield "SET"; kv.set(KEY, NEW)
    yield "commit"; save(sql, NEW)
    yield "reply"


def write_around(sql: psycopg.Connection, kv: redis.Redis):
    yield "commit"; save(sql, NEW)
    yield "reply"


def write_behind_pop(sql: psycopg.Connection, kv: redis.Redis):
    yield "SET+RPUSH"; kv.pipeline().set(KEY, NEW).rpush(QUEUE, NEW).execute()
    yield "reply"  # (2)!
    yield "LPOP"; price = kv.lpop(QUEUE)
    yield "commit"; save(sql, price)


def write_behind_ack(sql: psycopg.Connection, kv: redis.Redis):
    yield "SET+RPUSH"; kv.pipeline().set(KEY, NEW).rpush(QUEUE, NEW).execute()
    yield "reply"
    yield "commit"; save(sql, kv.lindex(QUEUE, 0))
    yield "LPOP"; kv.lpop(QUEUE)  # (3)!
# --8<-- [end:patterns]


def read_through(sql: psycopg.Connection, kv: redis.Redis):
    kv.delete(KEY)
    yield "SELECT"; row = sql.execute("SELECT price FROM product").fetchone()
    yield "SET"; kv.set(KEY, row[0])
    yield "reply"


def killed_before(pattern, number: int) -> tuple[str | None, bool]:
    """Run `pattern` in a process that SIGKILLs itself before step `number`."""
    said, tell = os.pipe()
    if (pid := os.fork()) == 0:
        own = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
        steps = pattern(psycopg.connect(URL, autocommit=True), own)
        for position, step in enumerate(steps):
            if position == number:
                os.write(tell, f" {step}".encode())
                os.kill(os.getpid(), signal.SIGKILL)
            if step == "reply":
                os.write(tell, b"OK")
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(tell)
    reply, _, step = os.read(said, 100).decode().partition(" ")
    os.close(said)
    assert status == (-signal.SIGKILL if step else 0)
    return step or None, reply == "OK"


def verdict(told: bool, queued: str | None) -> str:
    truth = str(db.execute("SELECT price FROM product").fetchone()[0])
    held = cache.get(KEY)
    left = f"{truth:4} {held or '-':5} {queued or '-':6}"
    if told and NEW not in (truth, queued):
        return left + "LOST WRITE"
    if held not in (None, truth) and queued is None:
        return left + ("STALE" if truth == NEW else "PHANTOM")
    return left + ("behind" if queued and truth == OLD else "agree")


print(f"{'pattern':26} {'killed before':13} told {'db':4} cache queue  verdict")
for pattern in (cache_aside, cache_aside_reversed, write_through_db_first,
                write_through_cache_first, write_around, write_behind_pop,
                write_behind_ack, read_through):  # fmt: skip
    number, killed = 0, ""
    while killed is not None:
        db.execute("TRUNCATE product; INSERT INTO product VALUES (1, 100)")
        cache.flushall(); cache.set(KEY, OLD)
        killed, told = killed_before(pattern, number)
        number += 1
        result = verdict(told and pattern is not read_through, cache.lindex(QUEUE, 0))
        if killed is None and result.endswith("agree"):
            continue  # what ends well when nobody is killed
        print(f"{pattern.__name__:26} {killed or '(alive)':13} "
              f"{'OK' if told else '-':4} {result}")
