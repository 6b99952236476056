# needs: valkey
# A budget of tokens for one key, asked by forty requests at once.
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import redis

store = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)

# --8<-- [start:budget]
BUDGET, INPUT, MAX_TOKENS, OUTPUT = 20_000, 700, 800, 200


def look(key):
    return int(store.get(key) or 0) < BUDGET  # (1)!


def count(key, used):
    store.incrby(key, used)


RESERVE = store.register_script("""
local used = tonumber(redis.call('GET', KEYS[1]) or '0')
if used + ARGV[1] > tonumber(ARGV[2]) then return 0 end
redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[1], 172800, 'NX')
return 1""")


def reserve(key):
    return RESERVE(keys=[key], args=[INPUT + MAX_TOKENS, BUDGET]) == 1  # (2)!


def settle(key, used):
    store.decrby(key, INPUT + MAX_TOKENS - used)  # (3)!
# --8<-- [end:budget]


def forty(before, after, key):
    decided = Barrier(40)

    def request(_):
        admitted = before(key)
        decided.wait()  # answers take seconds: all ask before the first comes
        if admitted:
            after(key, INPUT + OUTPUT)
        return admitted

    with ThreadPoolExecutor(40) as pool:
        return sum(pool.map(request, range(40)))


for before, after in ((look, count), (reserve, settle)):
    key = f"tokens:{before.__name__}:2026-11-22"
    for wave in ("first", "second"):
        answered = forty(before, after, key)
        print(f"{before.__name__}, answered of the {wave} forty: {answered}")
    spent = int(store.get(key))
    print(f"{before.__name__}, times the budget: {spent / BUDGET:.1f}")
assert spent <= BUDGET
