# needs: valkey
import os
import uuid

import redis

r = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)

# --8<-- [start:leaderboard]
r.zadd("scores", {"ada": 310, "bob": 250, "cyd": 420, "dan": 250})
r.zincrby("scores", 120, "bob")
print("top 3:", r.zrange("scores", 0, 2, desc=True, withscores=True))
print("rank of ada:", r.zrevrank("scores", "ada") + 1)  # (1)!
# --8<-- [end:leaderboard]

# --8<-- [start:limiter]
ALLOW = r.register_script("""
    local now, window, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
    redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
    if redis.call('ZCARD', KEYS[1]) >= limit then return 0 end
    redis.call('ZADD', KEYS[1], now, ARGV[4])
    redis.call('PEXPIRE', KEYS[1], window)
    return 1
""")  # (2)!


def allowed(at_ms):
    """At most 5 requests in any 10 s; the clock is the caller's."""
    request_id = uuid.uuid4().hex
    return ALLOW(keys=["limit:ada"], args=[at_ms, 10_000, 5, request_id])
# --8<-- [end:limiter]


moments = [0, 9_000, 9_500, 9_900, 9_950, 9_990, 10_050, 10_100, 19_100]
verdicts = {at: allowed(at) for at in moments}
print("allowed:", *(at for at, verdict in verdicts.items() if verdict))
print("refused:", *(at for at, verdict in verdicts.items() if not verdict))
assert verdicts[9_990] == verdicts[10_100] == 0

# --8<-- [start:delayed]
CLAIM = r.register_script("""
    local due = redis.call('ZRANGE', KEYS[1], '-inf', ARGV[1],
                           'BYSCORE', 'LIMIT', 0, 10)
    for _, job in ipairs(due) do redis.call('ZADD', KEYS[1], ARGV[2], job) end
    return due
""")  # (3)!
r.zadd("jobs", {"mail:1": 100, "mail:2": 200, "mail:3": 900})
print("due at 250:", CLAIM(keys=["jobs"], args=[250, 250 + 30]))
r.zrem("jobs", "mail:1")  # done
print("due at 260:", CLAIM(keys=["jobs"], args=[260, 260 + 30]))
print("due at 290:", CLAIM(keys=["jobs"], args=[290, 290 + 30]))  # (4)!
# --8<-- [end:delayed]
