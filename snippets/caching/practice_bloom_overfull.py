"""A Bloom filter planned for 5,000 keys at 10 bits each, filled beyond its plan."""

import hashlib
from math import exp

PLANNED, BITS_PER_KEY, HASHES, PROBES = 5_000, 10, 7, 20_000
SIZE = PLANNED * BITS_PER_KEY
bits = bytearray(SIZE)


def places(key: str) -> list[int]:
    digest = hashlib.blake2b(key.encode(), digest_size=16).digest()
    first, second = (int.from_bytes(half, "big") for half in (digest[:8], digest[8:]))
    return [(first + n * (second | 1)) % SIZE for n in range(HASHES)]


added = 0
for times in (1, 2, 4, 8):
    for added in range(added, times * PLANNED):
        for place in places(f"member {added}"):
            bits[place] = 1
    wrong = sum(all(bits[p] for p in places(f"other {n}")) for n in range(PROBES))
    rate, formula = wrong / PROBES, (1 - exp(-HASHES * times / BITS_PER_KEY)) ** HASHES
    print(f"{times} x plan, bits set: {sum(bits) / SIZE:.0%}")
    print(f"{times} x plan, false positives: {rate:.1%} (formula {formula:.1%})")
    assert abs(rate - formula) < 0.01
