# needs: valkey
"""A replica hides an expired key and keeps it until the primary deletes it."""

import time

import redis

from snippets.services import valkey

AT_ONCE = {"repl-diskless-sync-delay": "0"}

# --8<-- [start:replica]
with (
    valkey.server(**{"enable-debug-command": "local", **AT_ONCE}) as one,
    valkey.server() as two,
):
    primary = redis.from_url(one.environment["REDIS_URL"], decode_responses=True)
    replica = redis.from_url(two.environment["REDIS_URL"], decode_responses=True)
    host = primary.connection_pool.connection_kwargs
    replica.replicaof(host["host"], host["port"])
    primary.execute_command("DEBUG SET-ACTIVE-EXPIRE", 0)  # (1)!
    while replica.info("replication")["master_link_status"] != "up":
        time.sleep(0.01)
    primary.set("page", "old")
    primary.wait(1, 5000)
    print(f"replica, before the TTL: {replica.get('page')}")
    primary.pexpire("page", 20)
    while replica.get("page"):
        time.sleep(0.01)
    print(f"replica, after the TTL, GET: {replica.get('page')}")
    print(f"replica, after the TTL, DBSIZE: {replica.dbsize()}")
    assert replica.dbsize() == 1
    primary.get("page")  # (2)!
    while replica.dbsize():
        time.sleep(0.01)
    print(f"replica, once the primary read it, DBSIZE: {replica.dbsize()}")
    for command in ("del", "unlink"):
        received = f"cmdstat_{command}" in replica.info("commandstats")
        print(f"replica was sent {command.upper()}: {received}")
    try:
        replica.set("page", "new")
    except redis.exceptions.ReadOnlyError as error:
        print(f"write to the replica: READONLY {error}")
# --8<-- [end:replica]
