# needs: valkey
import os

import redis

r = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
r.xgroup_create("orders", "billing", id="0", mkstream=True)
for number in range(1, 7):
    r.xadd("orders", {"order": number}, id=f"{number}-0")


def read(consumer, count):
    [(_, entries)] = r.xreadgroup("billing", consumer, {"orders": ">"}, count=count)
    return [entry for entry, _ in entries]


def pending():
    rows = r.xpending_range("orders", "billing", "-", "+", 10)
    return [(w["message_id"], w["consumer"], w["times_delivered"]) for w in rows]


got = read("a", 4)
print("a reads:", *got)
r.xack("orders", "billing", got[0])
print("a acknowledges 1-0 and crashes; b reads:", *read("b", 10))
r.xack("orders", "billing", "5-0", "6-0")
print("pending:", pending())  # (1)!

cursor, claimed, deleted = r.xautoclaim(
    "orders", "billing", "b", min_idle_time=0, start_id="0-0"  # (2)!
)
print("b claims:", *(entry for entry, _ in claimed))
print("pending:", pending())
r.xack("orders", "billing", *(entry for entry, _ in claimed))
print("pending after b acknowledges:", pending())

group = r.xinfo_groups("orders")[0]
print("lag:", group["lag"], "stream length:", r.xlen("orders"))  # (3)!
print("trimmed by XTRIM MAXLEN 2:", r.xtrim("orders", maxlen=2, approximate=False))
assert pending() == [] and r.xlen("orders") == 2
