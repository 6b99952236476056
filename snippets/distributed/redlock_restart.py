# needs: valkey
import contextlib
import os
import signal

import redis

from snippets.services import valkey


def connect(server):
    return redis.Redis.from_url(server.environment["REDIS_URL"], decode_responses=True)


def process(node):
    return node.info("server")["process_id"]


with contextlib.ExitStack() as stack:
    nodes = [redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)]
    nodes += [connect(stack.enter_context(valkey.server())) for _ in range(4)]

    # --8<-- [start:idea]
    def acquire(who, reachable):
        """Redlock: SET NX PX on all that answer; the lock is held with 3 of 5."""
        got = [node for node in reachable if node.set("lock", who, nx=True, px=60_000)]
        print(f"{who} gets {len(got)} of 5: {'lock' if len(got) >= 3 else 'no lock'}")
        return len(got) >= 3

    a, b, c, d, e = nodes
    assert acquire("client 1", [a, b, c])  # (1)!
    assert not acquire("client 2", [c, d, e])
    for node in (d, e):
        node.delete("lock")  # client 2 gives back what it got
    os.kill(process(c), signal.SIGKILL)
    c = connect(stack.enter_context(valkey.server()))  # (2)!
    held = acquire("client 2", [c, d, e])
    still = sum(node.get("lock") == "client 1" for node in (a, b))
    print(f"client 1 still believes: its lock is on {still} nodes, and no TTL is over")
    # --8<-- [end:idea]
    assert held and still == 2
