# needs: valkey
"""One slow command holds everybody; the command log names it afterwards."""

import os
import time
from threading import Barrier, Thread

import redis

r = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
for pattern in ("commandlog-*", "latency-monitor-threshold"):
    for name, value in sorted(r.config_get(pattern).items()):
        print(f"{name}: {value}")

for first in range(0, 800_000, 10_000):
    r.mset({f"user:{i}": "x" for i in range(first, first + 10_000)})
r.set("report", "x" * 2_000_000)
r.execute_command("COMMANDLOG RESET slow")
r.execute_command("COMMANDLOG RESET large-request")

# --8<-- [start:slow]
other = redis.from_url(os.environ["REDIS_URL"])
other.ping()
ready = Barrier(2)


def list_all_keys() -> None:
    ready.wait()
    r.keys("user:*x")  # (1)!


thread = Thread(target=list_all_keys)
thread.start()
ready.wait()
slowest = 0.0
while thread.is_alive():
    started = time.perf_counter()
    other.ping()  # (2)!
    slowest = max(slowest, time.perf_counter() - started)
thread.join()
r.get("report")
for log in ("slow", "large-reply"):
    for entry in r.execute_command("COMMANDLOG GET", -1, log):  # (3)!
        print(f"{log}: {' '.join(entry[3])}")
# --8<-- [end:slow]
took = r.execute_command("COMMANDLOG GET", 1, "slow")[0][2]
print(f"KEYS ran ≈ {took / 1000:.0f} ms")
print(f"slowest PING meanwhile ≈ {slowest * 1000:.0f} ms")
reply = r.execute_command("COMMANDLOG GET", 1, "large-reply")[0][2]
print(f"bytes of the large reply: {reply}")
print(f"LATENCY DOCTOR: {r.execute_command('LATENCY DOCTOR').split('. ')[1]}")
assert took > 10_000 and slowest * 1e6 > took / 2
