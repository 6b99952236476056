# needs: valkey
"""A lease that ends before the fill does: ten readers, one after the other."""

import os

import redis

cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
KEY, READS = "product:1", 10


def read(lease_ms: int) -> str:
    """Serve a hit, or take a lease, ask the origin and fill."""
    held = cache.get(KEY)
    if held and held.startswith("value:"):
        return "hit"
    token = f"lease:{os.urandom(8).hex()}"
    cache.set(KEY, token, nx=True, px=lease_ms)
    slow_query(longer_than_the_lease=lease_ms < 1_000)
    filled = cache.execute_command("SET", KEY, "value:100", "EX", 3600, "IFEQ", token)
    return "miss, filled" if filled else "miss, fill refused"


def slow_query(longer_than_the_lease: bool) -> None:
    while longer_than_the_lease and cache.exists(KEY):
        pass  # the origin has not answered yet


for lease_ms in (2_000, 20):
    cache.flushall()
    seen = [read(lease_ms) for _ in range(READS)]
    for outcome in ("hit", "miss, filled", "miss, fill refused"):
        print(f"lease of {lease_ms} ms, {outcome}: {seen.count(outcome)}")
assert seen == ["miss, fill refused"] * READS
