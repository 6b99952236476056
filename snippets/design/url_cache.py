# needs: valkey(maxmemory-policy=allkeys-lfu, maxmemory-samples=10)
"""Redirects with a Zipf popularity through a real cache of several sizes."""

import csv
import itertools
import os
import random

import redis

LINKS, CLICKS, WARM = 20_000, 60_000, 30_000
cache = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
rng = random.Random(3)
# --8<-- [start:load]
weights = [1 / rank for rank in range(1, LINKS + 1)]  # Zipf, s = 1
clicks = rng.choices(range(LINKS), cum_weights=list(itertools.accumulate(weights)),
                     k=CLICKS)  # fmt: skip
target = "https://shop.example/" + "p" * 80


def hit_ratio(share: float) -> float:
    cache.execute_command("FLUSHALL", "SYNC")  # (1)!
    empty = cache.info("memory")["used_memory"]
    cache.mset({f"l:{n}": target for n in range(1000)})
    entry = (cache.info("memory")["used_memory"] - empty) / 1000  # (2)!
    cache.execute_command("FLUSHALL", "SYNC")
    cache.config_set("maxmemory", int(empty + entry * LINKS * share))
    hits = 0
    for start in range(0, CLICKS, 200):
        batch = clicks[start : start + 200]
        found = cache.mget([f"l:{n}" for n in batch])
        missed = {n for n, value in zip(batch, found) if value is None}
        if missed:
            cache.mset({f"l:{n}": target for n in missed})
        hits += (200 - len(missed)) * (start >= WARM)
    cache.config_set("maxmemory", 0)
    return hits / (CLICKS - WARM)
# --8<-- [end:load]


rows = []
best = list(itertools.accumulate(weights))
for share in (0.05, 0.10, 0.20, 0.40):
    ratio, ideal = hit_ratio(share), best[int(LINKS * share) - 1] / best[-1]
    rows.append((f"{share:.0%}", 100 * ratio, 100 * ideal))
    print(f"room for {share:.0%} of the links: hit ratio ≈ {ratio:.1%}, "
          f"holding just the hottest {ideal:.1%}")  # fmt: skip
print(f"share of clicks on the hottest link: {weights[0] / sum(weights):.1%}")
print(f"of 11,574 redirects/s: {11_574 * weights[0] / sum(weights):,.0f} for one key")
with open(os.environ["PLOT_DATA"], "w", newline="") as out:
    csv.writer(out).writerows([("room", "≈measured", "hottest"), *rows])
assert rows[0][1] > 40 and rows[2][1] > 65
assert [row[1] for row in rows] == sorted(row[1] for row in rows)
