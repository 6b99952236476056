# needs: postgresql, valkey
"""Cache "not found" too: count what reaches PostgreSQL."""

import os
import random

import psycopg
import redis

REQUESTS, PAGES, GONE = 5000, 50, 20
cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE page (slug text PRIMARY KEY, body text NOT NULL)")
rows = "SELECT 'page-' || i, 'text' FROM generate_series(1, %s) i"
db.execute(f"INSERT INTO page {rows}", (PAGES,))

# --8<-- [start:lookup]
ABSENT = "\x00absent"  # (1)!
origin_calls = 0


def find(slug: str, negative: bool) -> str | None:
    global origin_calls
    held = cache.get(f"page:{slug}")
    if held is not None:
        return None if held == ABSENT else held
    origin_calls += 1
    row = db.execute("SELECT body FROM page WHERE slug = %s", (slug,)).fetchone()
    if row:
        cache.set(f"page:{slug}", row[0], ex=3600)
        return row[0]
    if negative:
        cache.set(f"page:{slug}", ABSENT, ex=30)  # (2)!
    return None
# --8<-- [end:lookup]


def calls(negative: bool) -> int:
    """A fifth of the requests are for slugs that do not exist."""
    global origin_calls
    cache.flushall()
    origin_calls, chance = 0, random.Random(7)
    for _ in range(REQUESTS):
        missing = chance.random() < 0.2
        name, count = ("gone", GONE) if missing else ("page", PAGES)
        find(f"{name}-{chance.randint(1, count)}", negative)
    return origin_calls


print(f"requests: {REQUESTS}")
print(f"slugs that do not exist: {GONE}")
print(f"origin calls, only found rows cached: {(without := calls(negative=False))}")
print(f"origin calls, not found cached too: {(with_it := calls(negative=True))}")
assert without > 900 and with_it == PAGES + GONE
