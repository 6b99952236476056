"""Shuffle sharding: how many customers share all their workers with a poisonous one."""

import random
from math import comb

WORKERS, SHARD, CUSTOMERS = 8, 2, 50_000


# --8<-- [start:shards]
def overlap(workers, shard, shared):
    """The chance that another random shard has exactly `shared` workers in common."""
    others = comb(workers - shard, shard - shared)
    return comb(shard, shared) * others / comb(workers, shard)


def survivors(assign):
    """Customer 0 kills every worker it is sent to. Who still has a worker?"""
    chance = random.Random(2)
    shards = [assign(chance) for _ in range(CUSTOMERS)]
    dead = shards[0]  # its retries have tried all of them
    return sum(not shard <= dead for shard in shards[1:]) / (CUSTOMERS - 1)


def everybody(chance):
    return set(range(WORKERS))


def plain(chance):
    first = chance.randrange(WORKERS // SHARD) * SHARD
    return {first, first + 1}


def shuffled(chance):
    return set(chance.sample(range(WORKERS), SHARD))
# --8<-- [end:shards]


print(f"shards of 2 of 8 workers: {comb(8, 2)}")
print(f"share whose whole shard is the same, plain: 1/{WORKERS // SHARD}")
print(f"share whose whole shard is the same, shuffled: 1/{comb(8, 2)}")
print(f"shards of 4 of 2048: {comb(2048, 4):,}")
for name, assign in (("one pool", everybody), ("plain", plain), ("shuffled", shuffled)):
    print(f"customers left after the poison, {name}: {survivors(assign):.1%}")
chance, mine = random.Random(6), set(range(SHARD))
seen = [len(mine & shuffled(chance)) for _ in range(CUSTOMERS)]
print("workers in common   computed   counted")
for shared in range(SHARD + 1):
    exact, counted = overlap(WORKERS, SHARD, shared), seen.count(shared) / CUSTOMERS
    print(f"{shared:>17}   {exact:8.2%}   {counted:7.2%}")
    assert abs(exact - counted) < 0.01
wide = overlap(2048, 4, 0)
print(f"no worker in common, 4 of 2048: {wide:.2%}")
assert comb(2048, 4) == 730_862_190_080
