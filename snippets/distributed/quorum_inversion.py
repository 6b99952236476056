# needs: valkey
import contextlib
import os

import redis

from snippets.services import valkey

with contextlib.ExitStack() as stack:
    urls = [os.environ["REDIS_URL"]]
    for _ in range(2):
        urls.append(stack.enter_context(valkey.server()).environment["REDIS_URL"])
    a, b, c = (redis.Redis.from_url(url, decode_responses=True) for url in urls)

    # --8<-- [start:idea]
    def put(node, version, value):
        node.hset("price", mapping={"version": version, "value": value})

    def read(*nodes, repair=False):  # (1)!
        """Ask two of three and take the newest version."""
        newest = max((n.hgetall("price") for n in nodes), key=lambda p: p["version"])
        if repair:  # (2)!
            for node in nodes:
                put(node, newest["version"], newest["value"])
        return newest["value"]

    for repair in (False, True):
        for node in (a, b, c):
            put(node, 1, "old")
        put(a, 2, "new")  # (3)!
        first = read(a, b, repair=repair)
        second = read(b, c, repair=repair)
        kind = "with write-back" if repair else "plain quorum"
        print(f"{kind}, first reader (a, b): {first}")
        print(f"{kind}, later reader (b, c): {second}")
        assert (first, second) == ("new", "new" if repair else "old")
    # --8<-- [end:idea]
