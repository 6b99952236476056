# needs: valkey(maxmemory=8mb)
import os

import redis

r = redis.Redis.from_url(os.environ["REDIS_URL"])


def fill(name, count=12_000, **expiry):
    """Write until it fails; return how many writes went through."""
    for i in range(count):
        try:
            r.set(f"{name}:{i}", "x" * 1000, **expiry)
        except redis.exceptions.OutOfMemoryError as error:
            return f"refused, OOM {error}"
    return f"all {count} writes went through"


for name in ("maxmemory-policy", "maxmemory-samples", "maxmemory-clients"):
    print(f"{name}:", r.config_get(name)[name])
for policy, expiry in (
    ("noeviction", {}),
    ("volatile-lru", {}),  # (1)!
    ("volatile-lru", {"ex": 3600}),
    ("allkeys-lru", {}),
):
    r.execute_command("FLUSHALL SYNC")
    r.config_resetstat()
    r.config_set("maxmemory-policy", policy)
    outcome = fill("k", **expiry)
    evicted = r.info("stats")["evicted_keys"] > 0
    print(f"{policy}, {'with' if expiry else 'no'} TTL: {outcome}")
    print(f"    evicted keys: {'yes' if evicted else 'none'}")
    if policy == "noeviction":
        print("    reads still work:", r.get("k:0") is not None)
        assert not evicted and "refused" in outcome
assert "went through" in outcome
