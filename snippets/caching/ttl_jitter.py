# needs: valkey
import csv
import os
import random
import time

import redis

r = redis.Redis.from_url(os.environ["REDIS_URL"])
rng = random.Random(7)
KEYS, TTL_MS, TICK_MS, TICKS = 1_000, 2_000, 50, 130
SPREADS = {"fixed": 0.0, "10%": 0.1, "30%": 0.3}


# --8<-- [start:jitter]
def ttl(spread):
    return round(TTL_MS * rng.uniform(1 - spread, 1))  # (1)!
# --8<-- [end:jitter]


def fill(name, keys, spread):
    with r.pipeline(transaction=False) as batch:
        for key in keys:
            batch.set(f"{name}:{key}", "page", px=ttl(spread))
        batch.execute()


def misses(name):
    values = r.mget([f"{name}:{key}" for key in range(KEYS)])
    return [key for key, value in enumerate(values) if value is None]


for name, spread in SPREADS.items():
    fill(name, range(KEYS), spread)
rows, start = [], time.monotonic()
for tick in range(TICKS):
    time.sleep(max(0, start + tick * TICK_MS / 1000 - time.monotonic()))
    calls = []
    for name, spread in SPREADS.items():
        missing = misses(name)
        fill(name, missing, spread)
        calls.append(len(missing))
    rows.append([round(tick * TICK_MS / 1000, 2), *calls])
peaks = {}
for column, name in enumerate(SPREADS, 1):
    calls = [row[column] for row in rows]
    peaks[name] = max(calls)
    print(f"{name} peak, origin calls in {TICK_MS} ms: ≈ {max(calls)}")
    if spread := SPREADS[name]:
        print(f"{name} jitter, calls in the long run: {1 / (1 - spread / 2):.2f}")
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    header = ["second", *(f"≈ {name}" for name in SPREADS)]
    csv.writer(file).writerows([header, *rows])
assert peaks["fixed"] > 800 and peaks["10%"] < 0.9 * peaks["fixed"]
assert peaks["30%"] < 0.6 * peaks["fixed"]
