# needs: postgresql, valkey
"""Sample the cache against its origin: staleness that no hit ratio shows."""

import json
import os
import random

import psycopg
import redis

ITEMS, SAMPLE, NOW = 5000, 400, 10_000
cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE item (id int PRIMARY KEY, version int NOT NULL)")
db.execute("INSERT INTO item SELECT generate_series(0, %s), 1", (ITEMS - 1,))

chance = random.Random(5)
pipe = cache.pipeline()
for item in range(ITEMS):
    entry = {"version": 1, "cached_at": NOW - chance.randrange(3600)}
    pipe.set(f"item:{item}", json.dumps(entry), ex=3600)
pipe.execute()
lost = sorted(chance.sample(range(ITEMS), ITEMS // 50))  # invalidations that got lost
db.execute("UPDATE item SET version = 2 WHERE id = ANY(%s)", (lost,))
for _ in range(2000):
    cache.get(f"item:{chance.randrange(ITEMS)}")
stats = cache.info("stats")
print(f"hit ratio: {stats['keyspace_hits'] / 2000:.0%}")


# --8<-- [start:audit]
def audit(items: list[int]) -> tuple[list[int], list[int]]:
    """Return the stale ones among `items`, and the age of each in seconds."""
    held = cache.mget([f"item:{item}" for item in items])  # (1)!
    sql = "SELECT id, version FROM item WHERE id = ANY(%s)"
    truth = dict(db.execute(sql, (items,)).fetchall())
    stale, ages = [], []
    for item, raw in zip(items, held):
        if raw and (entry := json.loads(raw))["version"] != truth.get(item):
            stale.append(item)
            ages.append(NOW - entry["cached_at"])
    return stale, ages
# --8<-- [end:audit]


suspects, _ = audit(chance.sample(range(ITEMS), SAMPLE))
stale, ages = audit(suspects)
print(f"sampled entries: {SAMPLE} of {ITEMS}")
print(f"stale in the sample: {len(stale) / SAMPLE:.1%}")
print(f"stale in truth: {len(lost) / ITEMS:.1%}")
print(f"oldest stale entry: {max(ages)} s")
assert 0 < len(stale) and set(stale) <= set(lost)
