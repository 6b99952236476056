# needs: valkey
"""Forget every page of one tenant: one INCR, or a walk over the whole keyspace."""

import os

import redis

r = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


# --8<-- [start:group]
def page_key(tenant: str, page: int) -> str:
    generation = r.get(f"generation:{tenant}") or "0"  # (1)!
    return f"list:{tenant}:g{generation}:{page}"


def forget(tenant: str) -> None:
    r.incr(f"generation:{tenant}")  # (2)!


def really_delete(pattern: str) -> tuple[int, int]:
    calls = deleted = cursor = 0
    while True:
        cursor, keys = r.scan(cursor, match=pattern, count=1000)  # (3)!
        calls += 1
        if keys:
            deleted += r.unlink(*keys)
        if cursor == 0:
            return calls, deleted


# --8<-- [end:group]


for tenant in ("acme", "globex"):
    for page in range(500):
        r.set(page_key(tenant, page), "rows", ex=3600)
r.mset({f"other:{i}": "x" for i in range(20_000)})


def hits(tenant: str) -> int:
    return sum(r.get(page_key(tenant, page)) is not None for page in range(500))


print(f"acme pages found before: {hits('acme')}")
forget("acme")
print(f"acme pages found after one INCR: {hits('acme')}")
print(f"globex pages found: {hits('globex')}")
old = len(r.keys("list:acme:g0:*"))
print(f"old acme pages still in memory: {old}")
calls, deleted = really_delete("list:acme:g0:*")
print(f"really deleted: {deleted}")
print(f"SCAN calls between 15 and 40: {15 <= calls <= 40}")
assert old == deleted == 500 and 15 <= calls <= 40
