# needs: valkey
"""In a cluster, commands with several keys need one slot: the hash tag gives it."""

import redis

from snippets.services import valkey
from snippets.services.process import free_port

options = {"cluster-enabled": "yes", "cluster-port": str(free_port())}
with valkey.server(**options) as node:
    r = redis.from_url(node.environment["REDIS_URL"], decode_responses=True)
    r.execute_command("CLUSTER ADDSLOTSRANGE", 0, 16383)
    while r.cluster("INFO")["cluster_state"] != "ok":
        pass

    # --8<-- [start:slots]
    plain = ("user:1:name", "user:1:cart")
    tagged = ("{user:1}:name", "{user:1}:cart")  # (1)!
    lua = "return redis.call('GET', KEYS[1]) == redis.call('GET', KEYS[2])"
    for keys in (plain, tagged):
        print(
            f"{' '.join(keys)} slots:",
            *(r.execute_command("CLUSTER KEYSLOT", key) for key in keys),
        )
        for command in (("MGET", *keys), ("EVAL", lua, 2, *keys), ("DEL", *keys)):
            try:
                r.execute_command(*command)
                print(f"  {command[0]}: fine")
            except redis.exceptions.ClusterCrossSlotError as error:
                print(f"  {command[0]}: CROSSSLOT {error}")
                assert keys is plain
    # --8<-- [end:slots]
