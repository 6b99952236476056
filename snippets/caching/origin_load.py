# needs: postgresql, valkey
"""What PostgreSQL sees at each hit ratio: the last percents are the expensive ones."""

import os
import random

import psycopg
import redis

ITEMS, REQUESTS = 500, 2000
cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE item AS SELECT generate_series(0, %s) AS id", (ITEMS - 1,))
db.execute("ALTER TABLE item ADD PRIMARY KEY (id)")


def run(share: float) -> tuple[float, int]:
    """Keep `share` of the items cached; return hit ratio and queries at the origin."""
    cache.flushall()
    cache.config_resetstat()
    for item in range(round(ITEMS * share)):
        cache.set(f"item:{item}", item)
    chance, queries = random.Random(11), 0
    for _ in range(REQUESTS):
        item = chance.randrange(ITEMS)
        if cache.get(f"item:{item}") is None:
            db.execute("SELECT id FROM item WHERE id = %s", (item,)).fetchone()
            queries += 1
    stats = cache.info("stats")
    hits, misses = stats["keyspace_hits"], stats["keyspace_misses"]
    return hits / (hits + misses), queries


seen = {}
for share in (0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0):
    ratio, queries = run(share)
    seen[share] = queries
    print(f"{share:4.0%} of items cached: hit ratio {ratio:.3f}, {queries} queries")
    assert queries == round(REQUESTS * (1 - ratio))
    assert abs(queries - REQUESTS * (1 - share)) < 60
growth = seen[0.95] / seen[0.98]
print(f"from 98 % to 95 % of items cached, the queries grow by: {growth:.1f}")
assert growth > 2
