# needs: valkey
import os
import signal
import time

import redis

from snippets.services import valkey

replica = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


def until(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def linked():
    return replica.info("replication")["master_link_status"] == "up"


# --8<-- [start:idea]
def write_through_a_cut(label, **settings):
    """Write while the replica stands still; count what OK meant after a failover."""
    with valkey.server(**settings, **{"repl-diskless-sync-delay": "0"}) as server:
        primary = redis.Redis.from_url(server.environment["REDIS_URL"])
        port = primary.connection_pool.connection_kwargs["port"]
        replica.replicaof("127.0.0.1", port)
        until(linked)
        until(lambda: primary.info("replication").get("min_slaves_good_slaves", 1))
        primary.set("seat:0", "taken")
        assert primary.wait(1, 5_000) == 1
        replica_pid = replica.info("server")["process_id"]
        os.kill(replica_pid, signal.SIGSTOP)  # (1)!
        primary.execute_command("CLIENT KILL TYPE replica")
        ok, refused, deadline = 0, "nothing", time.monotonic() + 0.5
        while time.monotonic() < deadline and refused == "nothing":
            try:
                primary.set(f"seat:{ok + 1}", "taken")
                ok += 1
            except redis.ResponseError as error:
                refused = str(error)
            time.sleep(0.02)
        print(f"{label}: refused with: {refused}")
        print(f"{label}: reads still answered: {primary.get('seat:0').decode()}")
        os.kill(primary.info("server")["process_id"], signal.SIGKILL)
        os.kill(replica_pid, signal.SIGCONT)
    until(lambda: not linked())
    replica.replicaof("NO", "ONE")
    lost = ok - sum(replica.exists(f"seat:{n}") for n in range(1, ok + 1))
    replica.flushall()
    return lost


default = write_through_a_cut("default")
bounded = write_through_a_cut(
    "min-replicas", **{"min-replicas-to-write": "1", "min-replicas-max-lag": "1"}
)
# --8<-- [end:idea]
print(f"default, acknowledged and lost: ≈ {default}")
print(f"min-replicas, acknowledged and lost: ≈ {bounded}")
assert default > 0 and bounded < default
