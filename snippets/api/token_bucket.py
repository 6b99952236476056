# needs: valkey
import os
import threading

import redis

# --8<-- [start:lua]
LUA = """
local capacity, rate = tonumber(ARGV[1]), tonumber(ARGV[2])  -- tokens, tokens a second
local t = redis.call('TIME')
local now = t[1] + t[2] / 1000000  -- the server's clock, not the caller's
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(held[1] or capacity), tonumber(held[2] or now)
tokens = math.min(capacity, tokens + math.max(0, now - at) * rate)
local allowed = tokens >= 1
if allowed then tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(1000 * capacity / rate) + 1000)
return {allowed and 1 or 0, math.floor(tokens)}
"""
# --8<-- [end:lua]
CAPACITY, CALLERS = 10, 40
url = os.environ["REDIS_URL"]
together = threading.Barrier(CALLERS)


def get_then_set(valkey):
    """Two commands: everybody reads before anybody writes."""
    used = int(valkey.get("naive") or 0)
    together.wait()
    valkey.set("naive", used + 1)
    return used < CAPACITY


def fixed_window(valkey):
    """One command; the counter can lose its TTL between INCR and EXPIRE."""
    together.wait()
    return valkey.incr("window") <= CAPACITY


def bucket(valkey):
    together.wait()
    return valkey.eval(LUA, 1, "bucket", CAPACITY, 0.001)[0] == 1


print("callers at once:", CALLERS)
print("limit:", CAPACITY)
for way in (get_then_set, fixed_window, bucket):
    admitted = []

    def call():
        with redis.Redis.from_url(url) as valkey:
            valkey.ping()
            admitted.append(way(valkey))

    threads = [threading.Thread(target=call) for _ in range(CALLERS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    print(f"{way.__name__}: {sum(admitted)} admitted")
    assert sum(admitted) == (CALLERS if way is get_then_set else CAPACITY)
valkey = redis.Redis.from_url(url)
print("TTL of the window's counter:", valkey.ttl("window"))
window, held = (valkey.memory_usage(key) for key in ("window", "bucket"))
print("bytes of the window's counter:", window)
print(f"bytes of the bucket: ≈ {held}")
assert held > 2 * window
