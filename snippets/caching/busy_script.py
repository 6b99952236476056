# needs: valkey
"""A script that does not end, a transaction that does not roll back."""

import os
from threading import Thread

import redis

r = redis.from_url(os.environ["REDIS_URL"], decode_responses=True, retry=None)
threshold = r.config_get("busy-reply-threshold")["busy-reply-threshold"]
print(f"busy-reply-threshold: {threshold} ms")
r.config_set("busy-reply-threshold", 50)


# --8<-- [start:busy]
def run(script: str) -> None:
    client = redis.from_url(os.environ["REDIS_URL"], retry=None, socket_timeout=30)
    try:
        client.eval(script, 0)
    except redis.exceptions.ResponseError:
        pass


WAIT = """local t = redis.call('TIME')[1]
while redis.call('TIME')[1] - t < 2 do end"""
for name, script in (("reads", WAIT), ("wrote", "redis.call('SET','a',1) " + WAIT)):
    thread = Thread(target=run, args=(script,))
    thread.start()
    while thread.is_alive():
        try:
            r.ping()  # (1)!
        except redis.exceptions.RedisError as error:
            print(f"{name}, other clients: {str(error)[:42]}")
            break
    try:
        print(f"{name}, SCRIPT KILL: {r.script_kill()}")
    except redis.exceptions.ResponseError as error:
        print(f"{name}, SCRIPT KILL: {str(error)[:60]}")
    thread.join()
# --8<-- [end:busy]

# --8<-- [start:multi]
r.mset({"stock": 5, "note": "text"})
batch = r.pipeline(transaction=True).decr("stock").incr("note").decr("stock")
for answer in batch.execute(raise_on_error=False):
    print(f"EXEC: {answer}")
print(f"stock after the failed transaction: {r.get('stock')}")  # (1)!
with r.pipeline() as guarded:
    guarded.watch("stock")
    r.set("stock", 99)
    try:
        guarded.multi()
        guarded.decr("stock")
        guarded.execute()
    except redis.exceptions.WatchError:
        print(f"WATCH: nothing executed, stock: {r.get('stock')}")
# --8<-- [end:multi]
assert r.get("stock") == "99"
