# needs: valkey(enable-debug-command=local)
import os
import time

import redis

r = redis.Redis.from_url(os.environ["REDIS_URL"])


def expired_by_now():
    return r.info("stats")["expired_keys"]


r.execute_command("DEBUG", "SET-ACTIVE-EXPIRE", "0")  # (1)!
with r.pipeline(transaction=False) as batch:
    for i in range(10_000):
        batch.set(f"k:{i}", "x" * 100, px=200)
    batch.set("last", "", px=250)
    batch.execute()
full = r.info("memory")["used_memory"]
while r.exists("last"):
    time.sleep(0.01)
print("DBSIZE, all past their TTL:", r.dbsize())
print("memory given back:", r.info("memory")["used_memory"] < full - 1_000_000)
found = sum(r.get(f"k:{i}") is not None for i in range(100))
print("values found in 100 reads:", found)
print("DBSIZE after the reads:", r.dbsize())  # (2)!

r.execute_command("DEBUG", "SET-ACTIVE-EXPIRE", "1")
started = time.monotonic()
while r.dbsize():
    time.sleep(0.01)
print(f"active cycle emptied it in ≈ {(time.monotonic() - started) * 1000:.0f} ms")
print("expired_keys:", expired_by_now())
assert expired_by_now() == 10_001
for name in ("hz", "active-expire-effort", "lazyfree-lazy-expire"):
    print(f"{name}:", r.config_get(name)[name])
