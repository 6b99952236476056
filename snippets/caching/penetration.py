# needs: postgresql, valkey(maxmemory=2400kb, maxmemory-policy=allkeys-lru)
"""Keys that an attacker makes up: negative entries against a Bloom filter."""

import hashlib
import os

import psycopg
import redis

ROWS, ATTACKS, BITS_PER_KEY, HASHES = 4_000, 10_000, 10, 7
cache = redis.from_url(os.environ["REDIS_URL"])
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE item (id text PRIMARY KEY)")
db.execute("INSERT INTO item SELECT 'item-' || generate_series(1, %s)", (ROWS,))
origin_calls = 0


def in_database(key: str) -> bool:
    global origin_calls
    origin_calls += 1
    return db.execute("SELECT 1 FROM item WHERE id = %s", (key,)).fetchone() is not None


# --8<-- [start:bloom]
def positions(key: str) -> list[int]:
    digest = hashlib.blake2b(key.encode(), digest_size=16).digest()
    first, second = (int.from_bytes(half) for half in (digest[:8], digest[8:]))
    size = ROWS * BITS_PER_KEY
    return [(first + n * second) % size for n in range(HASHES)]  # (1)!


def publish_filter() -> None:
    bits = bytearray(ROWS * BITS_PER_KEY // 8)
    for (key,) in db.execute("SELECT id FROM item"):
        for position in positions(key):
            bits[position // 8] |= 0x80 >> position % 8
    cache.set("item:bloom", bytes(bits))


def maybe_there(key: str) -> bool:
    pipe = cache.pipeline(transaction=False).exists("item:bloom")
    for position in positions(key):
        pipe.getbit("item:bloom", position)
    published, *bits = pipe.execute()
    return not published or all(bits)  # (2)!
# --8<-- [end:bloom]


def attack(bloom: bool) -> None:
    global origin_calls
    cache.flushall()
    if bloom:
        publish_filter()
    for number in range(1, ROWS + 1):
        cache.set(f"item:item-{number}", "x" * 200)
    evicted = cache.info("stats")["evicted_keys"]
    origin_calls = 0
    for number in range(ATTACKS):
        key = f"item-no-{number}"  # never the same twice
        if bloom and not maybe_there(key):
            continue
        if cache.get(f"item:{key}") is None and not in_database(key):
            cache.set(f"item:{key}", "absent", ex=60)
    evicted = cache.info("stats")["evicted_keys"] - evicted
    left = sum(cache.exists(f"item:item-{number}") for number in range(1, ROWS + 1))
    name = "Bloom filter" if bloom else "negative cache"
    print(f"{name}, origin calls: {origin_calls}")
    print(f"{name}, keys evicted: ≈ {evicted}")
    print(f"{name}, real keys left: ≈ {left}")
    if bloom:
        assert left == ROWS and origin_calls < 0.012 * ATTACKS
    else:
        assert left < 0.9 * ROWS and origin_calls == ATTACKS


print(f"real keys: {ROWS}")
print(f"invented keys: {ATTACKS}")
print(f"filter bytes: {ROWS * BITS_PER_KEY // 8}")
attack(bloom=False)
attack(bloom=True)
