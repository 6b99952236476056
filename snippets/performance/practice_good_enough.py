"""A hundred backends, one slow in a hundred: answer without the last few."""

from math import comb
from random import Random


def too_slow(backends: int, share: float, left_out: int) -> float:
    """Return the share of requests in which more than `left_out` backends are slow."""
    fine = sum(
        comb(backends, k) * share**k * (1 - share) ** (backends - k)
        for k in range(left_out + 1)
    )
    return 1 - fine


chance = Random(6)
slow = [sum(chance.random() < 0.01 for _ in range(100)) for _ in range(20_000)]
for left_out in range(5):
    exact = too_slow(100, 0.01, left_out)
    sim = sum(number > left_out for number in slow) / len(slow)
    print(f"wait for {100 - left_out} of 100: {exact:.1%} slow, simulated {sim:.1%}")
    assert abs(sim - exact) < 0.01
