# needs: valkey
"""Two releases share one cache during a rolling deploy."""

import json
import os

import redis

cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
ORIGIN = {"name": "Ada Lovelace", "price_euro": 12}


def get(key: str, load) -> dict:
    if (held := cache.get(key)) is None:
        held = json.dumps(load())
        cache.set(key, held, ex=3600)
    return json.loads(held)


# --8<-- [start:releases]
def release_1(key: str) -> str:
    item = get(key, lambda: {"name": ORIGIN["name"], "price": 12})  # euros
    return f"{item['name']}, {item['price']:.2f} EUR"


def release_2(key: str) -> str:
    item = get(key, lambda: {"name": ORIGIN["name"], "price": 1200})  # cents (1)!
    return f"{item['name']}, {item['price'] / 100:.2f} EUR"


def release_3(key: str) -> str:
    item = get(key, lambda: {"first": "Ada", "last": "Lovelace", "cents": 1200})
    return f"{item['first']} {item['last']}, {item['cents'] / 100:.2f} EUR"
# --8<-- [end:releases]


print(f"release 1: {release_1('item:1')}")
print(f"release 2 on its entry: {release_2('item:1')}")
try:
    release_3("item:1")
except KeyError as error:
    print(f"release 3 on its entry: KeyError {error}")
cache.delete("item:1")
release_2("item:1")
print(f"release 1 after a rollback: {release_1('item:1')}")
shown = [release(f"item:v{n}:1") for n, release in
         enumerate((release_1, release_2, release_3), 1)]  # fmt: skip
print(f"version in the key, all three: {', '.join(set(shown))}")
assert release_2("item:1") != release_1("item:1") and len(set(shown)) == 1
