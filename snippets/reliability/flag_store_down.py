# needs: valkey
"""What a flag is worth when its store is slow, gone, or never was there."""

import json
import os
import time
from pathlib import Path

import redis

store = redis.from_url(os.environ["REDIS_URL"], decode_responses=True,
                       socket_timeout=0.2, retry=None)
FILE = Path("flags.json")


# --8<-- [start:client]
DEFAULTS = {"new-cart": False, "take-orders": True}  # (1)!


class Flags:
    def __init__(self):
        self.values, self.source = {}, "default"
        if FILE.exists():
            self.values, self.source = json.loads(FILE.read_text()), "file"
        self.refresh()

    def refresh(self):  # in the background, never in a request
        try:
            self.values = {k: v == "on" for k, v in store.hgetall("flags").items()}
        except redis.RedisError:
            return  # (2)!
        self.source = "store"
        FILE.write_text(json.dumps(self.values))

    def get(self, name):
        if name in self.values:
            return self.values[name], self.source
        if name in DEFAULTS:
            return DEFAULTS[name], "default"
        return False, "unknown flag"  # (3)!
# --8<-- [end:client]


def show(when, flags):
    state = ", ".join(f"{name} {'on' if flags.get(name)[0] else 'off'}"
                      for name in DEFAULTS)
    print(f"{when}: {state} ({flags.get('new-cart')[1]})")


store.hset("flags", mapping={"new-cart": "on", "take-orders": "off"})
flags = Flags()
show("store answers", flags)
store.execute_command("CLIENT", "PAUSE", "60000", "ALL")  # it accepts, it is silent
start = time.monotonic()
flags.refresh()
waited = time.monotonic() - start
show("store hangs", flags)
print(f"the refresh gave up after: ≈ {waited:.1f} s")
show("restarted meanwhile", Flags())
FILE.unlink()
show("new machine meanwhile", Flags())
print(f"a flag nobody knows: {flags.get('new-crat')}")
store.connection_pool.disconnect()
assert 0.15 < waited < 2

start = time.perf_counter()
for _ in range(100_000):
    flags.get("new-cart")
local = (time.perf_counter() - start) / 100_000
print(f"one local read: ≈ {local * 1e6:.2f} µs")
