# needs: valkey(lfu-decay-time=0, maxmemory-policy=allkeys-lfu)
import math
import os
import random
import statistics

import redis

HITS = [100, 1_000, 100_000, 1_000_000, 10_000_000]
PUBLISHED = {
    0: [104, 255, 255, 255, 255],
    1: [18, 49, 255, 255, 255],
    10: [10, 18, 142, 255, 255],
    100: [8, 11, 49, 143, 255],
}
rng = random.Random(1)


# --8<-- [start:counter]
def counters(factor):
    """The 8-bit counter of one key after each number of HITS."""
    counter, hits, seen = 5, 1, []  # (1)!
    for target in HITS:
        while counter < 255:
            chance = 1 / ((counter - 5) * factor + 1)  # (2)!
            wait = 1 if chance == 1 else geometric(chance)
            if hits + wait > target:
                break
            hits, counter = hits + wait, counter + 1
        hits = target  # (3)!
        seen.append(counter)
    return seen


def geometric(chance):
    return 1 + int(math.log(1 - rng.random()) / math.log(1 - chance))
# --8<-- [end:counter]


bands = {}
for factor, published in PUBLISHED.items():
    runs = [counters(factor) for _ in range(400)]
    columns = [sorted(column) for column in zip(*runs)]
    means = [statistics.mean(column) for column in columns]
    bands[factor] = [(column[10], column[-11]) for column in columns]
    print(f"factor {factor}: " + " ".join(f"{mean:.1f}" for mean in means))
    for mean, figure in zip(means, published):
        assert abs(mean - figure) <= max(2, 0.15 * figure), (factor, mean, figure)

r = redis.Redis.from_url(os.environ["REDIS_URL"])
hit = r.register_script("for i = 1, ARGV[1] do redis.call('INCR', KEYS[1]) end")
for factor, (low, high) in ((f, bands[f][1]) for f in PUBLISHED):
    r.config_set("lfu-log-factor", factor)
    for i in range(100):
        hit(keys=[f"{factor}:{i}"], args=[1_000])
    freq = [r.object("FREQ", f"{factor}:{i}") for i in range(100)]
    print(f"Valkey, 1000 hits, factor {factor}: ≈ {statistics.mean(freq):.1f}")
    assert low <= statistics.mean(freq) <= high
r.config_set("lfu-log-factor", 10)
hit(keys=["hot"], args=[100_000])
print(f"Valkey, 100K hits, factor 10: ≈ {r.object('FREQ', 'hot')}")
assert bands[10][2][0] - 10 <= r.object("FREQ", "hot") <= bands[10][2][1] + 10
hit(keys=["hot"], args=[1_000_000])
print("Valkey, 1.1M hits, factor 10:", r.object("FREQ", "hot"))
