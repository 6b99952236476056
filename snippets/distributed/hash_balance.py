"""How even are a hash ring, jump hash and rendezvous hashing? Models, seeded."""

import random
from hashlib import blake2b
from statistics import mean, pstdev


# --8<-- [start:ring]
def ring_shares(nodes: int, points: int, seed: int) -> list[float]:
    """Return the part of the ring that each node owns."""
    chance = random.Random(seed)
    ring = sorted((chance.random(), n) for n in range(nodes) for _ in range(points))
    shares, before = [0.0] * nodes, ring[-1][0] - 1
    for place, node in ring:
        shares[node] += place - before
        before = place
    return shares
# --8<-- [end:ring]


# --8<-- [start:jump]
def jump(key: int, nodes: int) -> int:
    """Lamping and Veach's jump hash: the node of a 64-bit key, without a table."""
    node, following = -1, 0
    while following < nodes:
        node = following
        key = (key * 2862933555777941757 + 1) % 2**64
        following = int((node + 1) * (2**31 / ((key >> 33) + 1)))  # (1)!
    return node
# --8<-- [end:jump]


def hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def rendezvous(key: int, nodes: list[int]) -> int:
    """The node whose hash together with the key is the highest."""
    return max(nodes, key=lambda node: hashed(f"{key}:{node}"))


def spread(nodes: int, points: int, runs: int) -> tuple[float, float]:
    """Return the relative standard deviation, and the mean of the fullest node."""
    shares = [ring_shares(nodes, points, seed) for seed in range(runs)]
    deviation = mean(pstdev(run) * nodes for run in shares)
    return deviation, mean(max(run) * nodes for run in shares)


if __name__ == "__main__":
    for points, runs in ((1, 400), (10, 100), (100, 20), (1000, 5)):
        deviation, fullest = spread(100, points, runs)
        print(f"ring, {points} points, relative deviation: {deviation:.4f}")
        print(f"ring, {points} points, fullest node over mean: {fullest:.2f}")
        assert abs(deviation * points**0.5 - 1) < 0.05
    keys = [hashed(f"key {number}") for number in range(100_000)]
    load = [0] * 100
    for key in keys:
        load[jump(key, 100)] += 1
    chi = sum((count - 1000) ** 2 / 1000 for count in load)
    print(f"jump, fullest of 100 nodes over mean: {max(load) / 1000:.2f}")
    print(f"jump, chi-square with 99 degrees of freedom: {chi:.0f}")
    assert 60 < chi < 145  # 99.9% of uniform samples are inside
    moved = sum(jump(key, 10) != jump(key, 11) for key in keys) / len(keys)
    print(f"jump, 10 to 11 nodes, keys moved: {moved:.2%}")
    assert abs(moved * 11 - 1) < 0.02
    rest = [0, 1, 2, *range(4, 10)]
    gone = sum(jump(key, 10) != rest[jump(key, 9)] for key in keys) / len(keys)
    print(f"jump, node 3 of 10 removed, keys moved: {gone:.1%}")
    every, few = list(range(10)), keys[:10_000]
    lost = sum(rendezvous(k, every) != rendezvous(k, rest) for k in few) / len(few)
    print(f"rendezvous, node 3 of 10 removed, keys moved: {lost:.1%}")
    assert gone > 0.3 and abs(lost - 0.1) < 0.01
