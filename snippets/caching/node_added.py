"""Ten nodes become eleven: how many keys change their node?"""

from bisect import bisect
from collections import Counter
from hashlib import blake2b

from redis.crc import key_slot

KEYS = [f"user:{i}" for i in range(50_000)]


def hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


# --8<-- [start:placements]
def modulo(nodes: int) -> dict[str, int]:
    return {key: hashed(key) % nodes for key in KEYS}


def ring(nodes: int, points: int) -> dict[str, int]:
    spots = sorted((hashed(f"{n}/{p}"), n) for n in range(nodes) for p in range(points))
    starts = [spot for spot, _ in spots]
    return {key: spots[bisect(starts, hashed(key)) % len(spots)][1] for key in KEYS}


def slots(nodes: int) -> dict[str, int]:
    owner = [slot * 10 // 16384 for slot in range(16384)]
    if nodes == 11:
        for old in range(10):  # (1)!
            mine = [slot for slot in range(16384) if owner[slot] == old]
            for slot in mine[: len(mine) // 11]:
                owner[slot] = 10
    return {key: owner[key_slot(key.encode())] for key in KEYS}


# --8<-- [end:placements]


def compare(name: str, before: dict[str, int], after: dict[str, int]) -> float:
    moved = sum(before[key] != after[key] for key in KEYS) / len(KEYS)
    load = Counter(after.values())
    print(f"{name}, keys that move: {moved:.1%}")
    print(f"{name}, fullest node: {max(load.values()) / (len(KEYS) / 11):.2f} x fair")
    return moved


assert compare("hash % n", modulo(10), modulo(11)) > 0.88
assert compare("ring, 1 point a node", ring(10, 1), ring(11, 1)) < 0.5
assert compare("ring, 200 points", ring(10, 200), ring(11, 200)) < 0.12
assert compare("16384 slots", slots(10), slots(11)) < 0.12
