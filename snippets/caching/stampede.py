# needs: valkey
import math
import os
import pickle
import random
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import redis

CLIENTS, TTL, TTL_MS, REBUILD, SECONDS = 40, 0.55, 550, 0.04, 1.22
r = redis.Redis.from_url(os.environ["REDIS_URL"], max_connections=200)
release = r.register_script(
    "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1])"
)


class Origin:
    calls = running = worst = 0
    guard = threading.Lock()

    def __call__(self):
        with self.guard:
            self.calls, self.running = self.calls + 1, self.running + 1
            self.worst = max(self.worst, self.running)
        time.sleep(REBUILD)  # a slow query
        with self.guard:
            self.running -= 1
        return "page"


def no_protection(origin):
    value = r.get("none")
    if value is None:
        value = origin()
        r.set("none", value, px=TTL_MS)
    return value


# --8<-- [start:lock]
def single_flight(origin):
    while (value := r.get("lock")) is None:
        token = secrets.token_hex(16)
        if r.set("lock:lock", token, nx=True, px=5_000):  # (1)!
            try:
                if r.get("lock") is None:  # (2)!
                    r.set("lock", origin(), px=TTL_MS)
            finally:
                release(keys=["lock:lock"], args=[token])  # (3)!
        else:
            time.sleep(0.005)
    return value
# --8<-- [end:lock]


# --8<-- [start:swr]
def stale_while_revalidate(origin):
    stored = r.get("swr")
    if stored is None:
        return refresh_swr(origin)
    value, fresh_until = pickle.loads(stored)
    if time.time() > fresh_until and r.set("swr:lock", 1, nx=True, px=500):
        threading.Thread(target=refresh_swr, args=[origin]).start()  # (1)!
    return value


def refresh_swr(origin):
    value = origin()
    r.set("swr", pickle.dumps((value, time.time() + TTL)), ex=60)  # (2)!
    return value
# --8<-- [end:swr]


# --8<-- [start:xfetch]
def xfetch(origin, beta=1.0):
    stored = r.get("xfetch")
    if stored is not None:
        value, took, expiry = pickle.loads(stored)
        early = took * beta * -math.log(1 - random.random())  # (1)!
        if time.time() + early < expiry:
            return value
    started = time.time()
    value, now = origin(), time.time()
    r.set("xfetch", pickle.dumps((value, now - started, now + TTL)), px=TTL_MS)
    return value
# --8<-- [end:xfetch]


def drive(read):
    origin, took = Origin(), []
    read(Origin())  # warm
    end = time.monotonic() + SECONDS

    def client():
        time.sleep(random.random() * 0.02)
        while (started := time.monotonic()) < end:
            read(origin)
            took.append(time.monotonic() - started)
            time.sleep(0.02)

    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda _: client(), range(CLIENTS)))
    return origin, took


worst, pool = {}, r.connection_pool
for connection in [pool.get_connection() for _ in range(CLIENTS)]:
    pool.release(connection)
print(f"clients: {CLIENTS}\nrebuild: {REBUILD * 1000:.0f} ms\nTTL: {TTL_MS} ms")
for read in (no_protection, single_flight, stale_while_revalidate, xfetch):
    origin, took = drive(read)
    slow = sum(t > REBUILD / 2 for t in took)
    name, worst[read] = read.__name__.replace("_", " "), origin.worst
    print(f"{name}, origin calls: ≈ {origin.calls}")
    print(f"{name}, at once: ≈ {origin.worst}\n{name}, slow reads: ≈ {slow}")
assert worst[no_protection] >= 25
assert worst[single_flight] == worst[stale_while_revalidate] == 1
assert worst[xfetch] <= worst[no_protection] // 2
