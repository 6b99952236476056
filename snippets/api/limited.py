# needs: valkey
import itertools
import math
import os
import statistics
import time

import redis
from fastapi import Depends, Header, Response

from snippets.api.service import Problem, application, serving

LUA = """
local now = redis.call('TIME'); now = now[1] * 1000 + math.floor(now[2] / 1000)
local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])  -- ms, requests
local tat = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now))
local wait = tat + interval - interval * burst - now
if wait > 0 then return {0, wait} end
redis.call('SET', KEYS[1], tat + interval, 'PX', tat + interval - now)
return {math.floor(-wait / interval) + 1, 0}
"""
# --8<-- [start:limit]
QUOTA, WINDOW = 20, 60  # 20 requests a minute, 10 of them at once
BURST = 10
valkey = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=0.2,  # (1)!
                              retry=redis.retry.Retry(redis.backoff.NoBackoff(), 0))
throttle = valkey.register_script(LUA)
skipped = itertools.count()


def limit(response: Response, account: str = Header()):
    try:
        left, wait = throttle([f"limit:{account}"], [1000 * WINDOW // QUOTA, BURST])
    except redis.RedisError:
        next(skipped)  # (2)!
        return
    policy = {"RateLimit-Policy": f'"default";q={QUOTA};w={WINDOW}'}
    if wait:
        after = str(math.ceil(wait / 1000))  # (3)!
        raise Problem(429, "quota-exceeded", policy | {
            "RateLimit": f'"default";r=0;t={after}', "Retry-After": after},
            **{"violated-policies": ["default"]})
    response.headers.update(policy | {"RateLimit": f'"default";r={left - 1}'})
# --8<-- [end:limit]


app = application()


@app.get("/limited", dependencies=[Depends(limit)])
def limited():
    return {}


@app.get("/free")
def free():
    return {}


def times(url, count):
    took = []
    for number in range(count):
        start = time.perf_counter()
        client.get(url, headers={"Account": f"a{number}"})
        took.append(1000 * (time.perf_counter() - start))
    return statistics.median(took)


with serving(app) as client:
    client.get("/limited", headers={"Account": "warm-up"})
    answers = [client.get("/limited", headers={"Account": "ann"}) for _ in range(11)]
    print("statuses:", " ".join(str(got.status_code) for got in answers))
    for got in (answers[0], answers[10]):
        for name in ("ratelimit-policy", "ratelimit", "retry-after"):
            print(f"  {name}: {got.headers.get(name, '-')}")
    print(f"median without a limit: ≈ {times('/free', 60):.1f} ms")
    print(f"median with it: ≈ {times('/limited', 60):.1f} ms")
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as admin:
        admin.client_pause(20_000)  # Valkey hangs
    start = time.perf_counter()
    hung = client.get("/limited", headers={"Account": "ann"})
    took = 1000 * (time.perf_counter() - start)
    print(f"Valkey hangs: {hung.status_code} after ≈ {took:.0f} ms,",
          f"decisions skipped: {next(skipped)}")
default = redis.connection.Connection().socket_timeout
print("redis-py's default timeout:", default)
assert [got.status_code for got in answers] == 10 * [200] + [429]
assert hung.status_code == 200 and 200 <= took < 4000
