# needs: valkey
import os
import signal
import time

import redis

from snippets.services import valkey

replica = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


def until(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


with valkey.server(**{"repl-diskless-sync-delay": "0"}) as server:
    primary = redis.Redis.from_url(server.environment["REDIS_URL"])
    port = primary.connection_pool.connection_kwargs["port"]
    replica.replicaof("127.0.0.1", port)
    until(lambda: replica.info("replication")["master_link_status"] == "up")
    primary.set("order:1", "paid")
    print("order:1 acknowledged; WAIT 1 ->", primary.wait(1, 1_000))  # (1)!

    process = replica.info("server")["process_id"]
    os.kill(process, signal.SIGSTOP)
    primary.execute_command("CLIENT KILL TYPE replica")  # (2)!
    print("order:2 acknowledged:", primary.set("order:2", "paid"))
    print("order:2, WAIT 1 100 ->", primary.wait(1, 100))  # (3)!
    os.kill(primary.info("server")["process_id"], signal.SIGKILL)
    os.kill(process, signal.SIGCONT)
    until(lambda: replica.info("replication")["master_link_status"] == "down")
replica.replicaof("NO", "ONE")  # (4)!
print("after failover, order:1:", replica.get("order:1"))
print("after failover, order:2:", replica.get("order:2"))
assert replica.get("order:1") == "paid" and replica.get("order:2") is None
