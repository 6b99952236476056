# needs: valkey
"""Freeing a large key: on the one thread, or behind its back."""

import os
import time

import redis

r = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
for name, value in sorted(r.config_get("lazyfree-lazy-*").items()):
    print(f"{name}: {value}")


def delete_ms(count: int = 2) -> float:
    """The fastest DEL of two equal sets of 300,000 members, in ms."""
    best = 1e9
    for _ in range(count):
        for first in range(0, 300_000, 50_000):
            r.sadd("big", *(f"member:{i}" for i in range(first, first + 50_000)))
        started = time.perf_counter()
        r.delete("big")
        best = min(best, (time.perf_counter() - started) * 1000)
    return best


lazy = delete_ms()
r.config_set("lazyfree-lazy-user-del", "no")
blocking = delete_ms()
print(f"DEL, lazyfree-lazy-user-del yes: ≈ {lazy:.1f} ms")
print(f"DEL, lazyfree-lazy-user-del no: ≈ {blocking:.1f} ms")
assert blocking > 5 * lazy
