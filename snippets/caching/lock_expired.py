# needs: valkey
import os
import time

import redis

r = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
COMPARE_AND_DELETE = r.register_script("""
    if redis.call('GET', KEYS[1]) == ARGV[1] then
        return redis.call('DEL', KEYS[1])
    end
    return 0
""")


def take(who, ttl_ms):
    """Take the rebuild lock; tell whether it is ours."""
    taken = r.set("lock", who, nx=True, px=ttl_ms)
    print(f"{who} takes the lock: {'yes' if taken else 'no'}")
    return taken


def outlive_the_lock():
    while r.exists("lock"):  # (1)!
        time.sleep(0.005)


found = {}
for name, let_go in (
    ("DEL", lambda who: r.delete("lock")),
    ("Lua", lambda who: COMPARE_AND_DELETE(keys=["lock"], args=[who])),
    ("DELIFEQ", lambda who: r.execute_command("DELIFEQ", "lock", who)),  # (2)!
):
    print(f"-- release by {name}")
    rebuilding = 0
    rebuilding += bool(take("A", ttl_ms=50))
    outlive_the_lock()
    rebuilding += bool(take("B", ttl_ms=60_000))
    print(f"A is done and releases: {let_go('A')} lock deleted")  # (3)!
    rebuilding += bool(take("C", ttl_ms=60_000))
    print(f"{name}, rebuilds at once: {rebuilding}")
    found[name] = rebuilding
    r.delete("lock")
assert found == {"DEL": 3, "Lua": 2, "DELIFEQ": 2}
