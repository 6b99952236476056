# needs: postgresql(standby), valkey
"""A lag of moments becomes a lie of one TTL when the fill reads from a standby."""

import os

import psycopg
import redis

cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
primary = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
primary.execute("CREATE TABLE product (id int PRIMARY KEY, price int NOT NULL)")
primary.execute("INSERT INTO product VALUES (1, 100)")
standby = psycopg.connect(os.environ["STANDBY_URL"], autocommit=True)


def one(db: psycopg.Connection, sql: str, *values: object) -> object:
    return db.execute(sql, values).fetchone()[0]


def wait_for_standby() -> None:
    here = one(primary, "SELECT pg_current_wal_lsn()::text")
    while not one(standby, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", here):
        pass


PRICE = "SELECT price FROM product WHERE id = 1"


# --8<-- [start:fill]
def update(price: int) -> None:
    primary.execute("UPDATE product SET price = %s WHERE id = 1", (price,))
    position = one(primary, "SELECT pg_current_wal_insert_lsn()::text")
    cache.set("product:1:written", position, ex=60)  # (1)!
    cache.delete("product:1")


def read(check: bool) -> int:
    if (held := cache.get("product:1")) is not None:
        return int(held)
    source, written = standby, cache.get("product:1:written")
    if check and written:
        caught_up = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
        source = standby if one(standby, caught_up, written) else primary  # (2)!
    price = one(source, PRICE)
    cache.set("product:1", price, ex=3600)
    return price
# --8<-- [end:fill]


for check, price in ((False, 200), (True, 300)):
    wait_for_standby()
    standby.execute("SELECT pg_wal_replay_pause()")
    while one(standby, "SELECT pg_get_wal_replay_pause_state()") != "paused":
        pass
    update(price)
    read(check)
    standby.execute("SELECT pg_wal_replay_resume()")
    wait_for_standby()
    served, there = read(check), one(standby, PRICE)
    name = "checked fill" if check else "unchecked fill"
    print(f"{name}, cache serves: {served}")
    print(f"{name}, standby and primary have: {there}")
    assert there == one(primary, PRICE)
    assert there == price and (served == price) == check
