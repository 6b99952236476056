"""False positives of a Bloom filter against the formula and a published table."""

import hashlib
from math import exp

KEYS, PROBES = 20_000, 100_000
# bits per key, hash functions, rate printed in the Summary Cache paper's table
PUBLISHED = [(10, 7, 0.00819), (8, 5, 0.0217), (8, 6, 0.0216)]


def hashes(key: str) -> tuple[int, int]:
    digest = hashlib.blake2b(key.encode(), digest_size=16).digest()
    return int.from_bytes(digest[:8]), int.from_bytes(digest[8:]) | 1


MEMBERS = [hashes(f"member {n}") for n in range(KEYS)]
OTHERS = [hashes(f"other {n}") for n in range(PROBES)]


def false_positive_rate(bits_per_key: float, k: int) -> float:
    size = round(KEYS * bits_per_key)
    bits = bytearray(size)
    for first, second in MEMBERS:
        for n in range(k):
            bits[(first + n * second) % size] = 1
    assert all(bits[(a + n * b) % size] for a, b in MEMBERS for n in range(k))
    wrong = sum(
        all(bits[(first + n * second) % size] for n in range(k))
        for first, second in OTHERS
    )
    return wrong / PROBES


rates = {}
print("bits/key  hashes  formula  published  measured")
for bits_per_key, k, published in PUBLISHED:
    formula = (1 - exp(-k / bits_per_key)) ** k
    measured = false_positive_rate(bits_per_key, k)
    print(f"{bits_per_key:8}  {k:6}  {formula:.5f}  {published:.5f}    {measured:.5f}")
    rates[f"rate at {bits_per_key} bits, {k} hashes"] = measured
    assert abs(measured / published - 1) < 0.1
# A filter made for 10 bits a key and 7 hashes, with more keys than it was made for.
rates["rate with twice the keys"] = false_positive_rate(10 / 2, 7)
rates["rate with ten times the keys"] = false_positive_rate(10 / 10, 7)
for label, rate in rates.items():
    print(f"{label}: {rate:.5f}")
assert rates["rate with twice the keys"] < 0.2 < 0.9 < rate
