# needs: postgresql, valkey
"""Two ways in which a cached "not found" lies: the row came, or nobody had looked."""

import os

import psycopg
import redis

ABSENT = "\x00absent"
URL = os.environ["DATABASE_URL"]
cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE account (name text PRIMARY KEY, plan text NOT NULL)")
db.execute("INSERT INTO account VALUES ('ada', 'pro'), ('max', 'pro')")
Rows = list[tuple[str]]


def query(name: str) -> Rows:
    sql = "SELECT plan FROM account WHERE name = %s"
    return db.execute(sql, (name,)).fetchall()


# --8<-- [start:lookup]
def find_careless(name: str) -> str | None:
    if (held := cache.get(f"account:{name}")) is not None:
        return None if held == ABSENT else held
    try:
        rows = query(name)
    except psycopg.Error:
        rows = []  # (1)!
    cache.set(f"account:{name}", rows[0][0] if rows else ABSENT, ex=300)
    return rows[0][0] if rows else None


def find(name: str) -> str | None:
    if (held := cache.get(f"account:{name}")) is not None:
        return None if held == ABSENT else held
    rows = query(name)  # (2)!
    if rows:
        cache.set(f"account:{name}", rows[0][0], ex=300)
    else:
        cache.set(f"account:{name}", ABSENT, ex=5)
    return rows[0][0] if rows else None


def create(name: str, invalidate: bool) -> None:
    db.execute("INSERT INTO account VALUES (%s, 'free')", (name,))
    if invalidate:
        cache.delete(f"account:{name}")  # (3)!
# --8<-- [end:lookup]


for name, invalidate in (("bob", False), ("eve", True)):
    find(name)  # the sign-up form asks whether the name is free
    create(name, invalidate)
    after = find(name)
    ttl = cache.ttl(f"account:{name}")
    print(f"{name}: created, DEL on create {invalidate}, found {after}, TTL ≈ {ttl} s")
    assert (after == "free") == invalidate
    rows = query(name)
    assert rows == [("free",)]

with psycopg.connect(URL) as blocker:
    blocker.execute("LOCK TABLE account IN ACCESS EXCLUSIVE MODE")
    db.execute("SET lock_timeout = '50ms'")
    print(f"careless, ada during a lock timeout: {find_careless('ada')}")
    try:
        find("max")
    except psycopg.errors.LockNotAvailable as error:
        print(f"careful, max during a lock timeout: SQLSTATE {error.sqlstate}")
after = find_careless("ada"), find("max")
print(f"careless, ada after the incident: {after[0]}")
print(f"careful, max after the incident: {after[1]}")
assert after == (None, "pro")
