# needs: valkey
import os

import redis

r = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


def say(what, key="k"):
    print(f"{what:<38} TTL {r.ttl(key)}")


def show(command, *words):
    reply = r.execute_command(*command.split(), *words)
    print(f"{command:<38} -> {reply}")


# --8<-- [start:string]
r.set("k", "1", ex=100)
say("SET k 1 EX 100")
r.incr("k")
say("INCR k")  # (1)!
r.set("k", "2")
say("SET k 2")  # (2)!
r.set("k", "3", ex=100)
r.set("k", "4", keepttl=True)
say("SET k 3 EX 100; SET k 4 KEEPTTL")
r.set("k", "5", ex=100)
r.getex("k", ex=500)
say("GETEX k EX 500")
r.rename("k", "k2")
say("RENAME k k2", "k2")
# --8<-- [end:string]
assert r.ttl("k2") == 500 and r.ttl("gone") == -2

# --8<-- [start:flags]
r.set("f", "1")
show("EXPIRE f 100 XX")  # (3)!
show("EXPIRE f 100 GT")
show("EXPIRE f 100 NX")
show("EXPIRE f 50 GT")
show("EXPIRE f 200 GT")
show("EXPIRE f 150 LT")
# --8<-- [end:flags]
assert r.ttl("f") == 150

# --8<-- [start:fields]
r.hset("h", mapping={"session": "abc", "csrf": "xyz", "name": "Ada"})
show("HEXPIRE h 100 FIELDS 1 session")
show("HEXPIRE h 300 FIELDS 1 csrf")
show("HTTL h FIELDS 3 session csrf name")
r.hset("h", "session", "def")
show("HTTL h FIELDS 1 session")  # (4)!
show("HSETEX h KEEPTTL FIELDS 1 csrf new")
show("HTTL h FIELDS 1 csrf")
show("HPEXPIRE h 0 FIELDS 1 csrf")
show("HGETALL h")
# --8<-- [end:fields]
assert r.httl("h", "session") == [-1]
