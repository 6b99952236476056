# needs: valkey
import os
import random

import redis

# --8<-- [start:lua]
LUA = """
local burst, count, period = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local quantity, now = tonumber(ARGV[4]), tonumber(ARGV[5])  -- microseconds
if now == 0 then local t = redis.call('TIME'); now = t[1] * 1000000 + t[2] end
local interval = math.floor(period * 1000000 / count)  -- between two requests
local tolerance = interval * (burst + 1)
local tat = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now))
local new_tat = tat + interval * quantity
local limited, retry = 0, -1
if new_tat - tolerance > now then
  limited = 1
  if interval * quantity <= tolerance then retry = new_tat - tolerance - now end
else
  tat = new_tat
  redis.call('SET', KEYS[1], string.format('%.0f', tat),
             'PX', math.ceil((tat - now) / 1000) + 1)
end
local left = math.floor((tolerance - (tat - now)) / interval)
local function seconds(us) return us < 0 and -1 or math.floor(us / 1000000) end
return {limited, burst + 1, left, seconds(retry), seconds(tat - now)}
"""
# --8<-- [end:lua]


def reference(store, key, burst, count, period, quantity, now):
    """The same, with the names of the algorithm: a theoretical arrival time a key."""
    interval = period * 1_000_000 // count
    tat = max(now, store.get(key, now))
    allow_at = tat + quantity * interval - (burst + 1) * interval
    retry = -1
    if limited := now < allow_at:
        if quantity <= burst + 1:
            retry = (allow_at - now) // 1_000_000
    else:
        tat = store[key] = tat + quantity * interval
    left = ((burst + 1) * interval - (tat - now)) // interval
    return [int(limited), burst + 1, left, retry, (tat - now) // 1_000_000]


valkey = redis.Redis.from_url(os.environ["REDIS_URL"])
throttle = valkey.register_script(LUA)
start = 1_800_000_000_000_000

first = throttle(["user123"], [15, 30, 60, 1, start])
print("CL.THROTTLE user123 15 30 60:", ", ".join(map(str, first)))
more = [throttle(["user123"], [15, 30, 60, 1, start]) for _ in range(16)]
print("the 16th at the same moment:", ", ".join(map(str, more[14])))
print("the 17th:", ", ".join(map(str, more[15])))
later = throttle(["user123"], [15, 30, 60, 1, start + 2_000_000])
print("2 s later:", ", ".join(map(str, later)))
assert first == [0, 16, 15, -1, 2]

rng, equal, limited = random.Random(3), 0, 0
for number in range(100):
    burst, count, period = rng.randint(0, 20), rng.randint(1, 40), rng.randint(1, 60)
    store, now, same = {}, start, True
    for _ in range(30):
        quantity = rng.choice([1, 1, 1, 2, 5, 30])
        ours = throttle([f"k{number}"], [burst, count, period, quantity, now])
        same &= ours == reference(store, number, burst, count, period, quantity, now)
        limited += ours[0]
        now += rng.randint(0, 2_000_000)
    equal += same
print(f"sequences of 30 calls equal in Lua and Python: {equal} of 100")
print(f"calls limited among them: {limited:,}")
assert equal == 100
