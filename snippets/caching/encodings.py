# needs: valkey
import csv
import os

import redis

r = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


def fill(kind, key, n):
    names = [f"user:{i:06}" for i in range(n)]
    match kind:
        case "hash":
            r.hset(key, mapping=dict.fromkeys(names, "x" * 10))
        case "set":
            r.sadd(key, *names)
        case "zset":
            r.zadd(key, {name: i for i, name in enumerate(names)})
        case "list":
            r.rpush(key, *names)
    return r.object("ENCODING", key), r.memory_usage(key, samples=0)


sizes = [1, 16, 64, 96, 128, 129, 192, 256, 384, 512, 513, 640, 768, 1024]
table = {kind: [fill(kind, f"{kind}:{n}", n) for n in sizes]
         for kind in ("hash", "set", "zset", "list")}
for kind, column in table.items():
    for i in range(1, len(sizes)):
        (before, small), (after, big) = column[i - 1], column[i]
        if before != after:
            print(f"{kind}: {before} at {sizes[i - 1]}, ≈ {small / sizes[i - 1]:.0f} "
                  f"bytes an element; {after} at {sizes[i]}, ≈ {big / sizes[i]:.0f}")
for name in ("hash-max-listpack-entries", "hash-max-listpack-value",
             "set-max-listpack-entries", "zset-max-listpack-entries"):
    print(f"{name}:", r.config_get(name)[name])

with r.pipeline(transaction=False) as batch:
    for i in range(1_000):
        batch.set(f"key:{i:06}", "x" * 10)
    batch.execute()
apart = sum(r.memory_usage(f"key:{i:06}") for i in range(1_000)) / 1_000
print(f"one string key: ≈ {apart:.0f} bytes")
small = dict(zip(sizes, table["hash"]))
jump = (small[513][1] / 513) / (small[512][1] / 512)
print(f"bytes an element, hash of 513 against 512: ≈ {jump:.1f}")
assert small[512][0] == "listpack" and small[513][0] == "hashtable" and jump > 1.5
r.hset("hash:16", "long", "x" * 65)
print("hash of 17 with one value of 65 bytes:", r.object("ENCODING", "hash:16"))
r.hdel("hash:513", *r.hkeys("hash:513")[1:])
print("hash of 513 cut to 1 field:", r.object("ENCODING", "hash:513"))
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["elements", *(f"≈ {kind}" for kind in table)])
    for i, n in enumerate(sizes):
        out.writerow([n, *(round(column[i][1] / n, 1) for column in table.values())])
