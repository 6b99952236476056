# needs: valkey
import os

import redis

store = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
FENCED_SET = store.register_script("""
    if tonumber(ARGV[1]) < tonumber(redis.call('HGET', KEYS[1], 'token') or 0) then
        return redis.error_reply('FENCED token ' .. ARGV[1] .. ' is older')
    end
    redis.call('HSET', KEYS[1], 'token', ARGV[1], 'by', ARGV[2])
    return 'OK'
""")


def write(who, token):
    try:
        return FENCED_SET(keys=["report"], args=[token, who])
    except redis.ResponseError as error:
        return str(error)


store.hset("report", mapping={"token": 32, "by": "nobody"})
print("B takes the lease with token 34, and writes nothing yet")
late = write("A", 33)
print("A wakes up and writes with token 33:", late)
print("the report is by:", store.hget("report", "by"))
print("B writes with token 34:", write("B", 34))
print("A tries again with token 33:", write("A", 33))
print("in the end, the report is by:", store.hget("report", "by"))
assert late == "OK" and store.hget("report", "by") == "B"
