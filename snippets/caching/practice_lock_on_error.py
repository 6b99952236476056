# needs: valkey
"""The lock around a rebuild, and an origin that fails every time."""

import os
import secrets
import time
from concurrent.futures import ThreadPoolExecutor

import redis

CLIENTS, FAILS_AFTER = 40, 0.05
r = redis.from_url(os.environ["REDIS_URL"])
calls = 0


def origin():
    global calls
    calls += 1  # one caller at a time: that is what the lock is for
    time.sleep(FAILS_AFTER)
    raise ConnectionError("the origin is down")


def single_flight():
    while (value := r.get("page")) is None:
        token = secrets.token_hex(16)
        if r.set("lock:page", token, nx=True, px=5_000):
            try:
                if r.get("page") is None:
                    r.set("page", origin(), px=1_000)
            finally:
                r.execute_command("DELIFEQ", "lock:page", token)
        else:
            time.sleep(0.005)
    return value


began = time.monotonic()
with ThreadPoolExecutor(CLIENTS) as pool:
    waiting = [pool.submit(single_flight) for _ in range(CLIENTS)]
waited = time.monotonic() - began
failed = sum(isinstance(one.exception(), ConnectionError) for one in waiting)
print(f"clients that end with an error: {failed}\norigin calls: {calls}")
print(f"the last one has its error after: ≈ {waited:.1f} s")
assert failed == calls == CLIENTS and waited >= CLIENTS * FAILS_AFTER
