"""A model of hedging: the tail is fitted to two published figures, the third predicted.

A page reads 1,000 keys and waits for all. Up to 10 ms answers are ordinary; beyond that
the tail is a power law through 2% at 10 ms and one in a million at 1,800 ms.
"""

from math import ceil, log

import numpy as np

KEYS, PAGES = 1000, 20_000
SHARE, AT, FAR, RARE = 0.02, 10.0, 1800.0, 1e-6
SLOPE = log(SHARE / RARE) / log(FAR / AT)


# --8<-- [start:model]
def latency(chance: np.random.Generator, answers: int) -> np.ndarray:
    """Return the milliseconds of so many answers."""
    u = 1 - chance.random(answers)
    ordinary = 1 + (AT - 1) * (1 - u) / (1 - SHARE)
    return np.where(u > SHARE, ordinary, AT * (SHARE / u) ** (1 / SLOPE))


def page(hedge_after: float, chance: np.random.Generator) -> tuple[float, int]:
    """Return the time until all keys are there, and the extra requests."""
    took = latency(chance, KEYS)
    late = np.flatnonzero(took > hedge_after)
    second = hedge_after + latency(chance, len(late))  # (1)!
    took[late] = np.minimum(took[late], second)
    return took.max(), len(late)
# --8<-- [end:model]


def percentile(ordered: list[float], share: float) -> float:
    return ordered[ceil(share * len(ordered)) - 1]


print(f"slope of the tail: {SLOPE:.2f}")
leaf = sorted(latency(np.random.default_rng(1), 200_000))
triggers = {
    "never": float("inf"),
    "after 10 ms": AT,
    "after the p95 of a key": percentile(leaf, 0.95),
    "after the p50 of a key": percentile(leaf, 0.5),
}
tails = {}
for name, trigger in triggers.items():
    chance = np.random.default_rng(4)
    times, extras = zip(*(page(trigger, chance) for _ in range(PAGES)))
    ordered = sorted(times)
    tails[name] = percentile(ordered, 0.999)
    share = sum(extras) / PAGES / KEYS
    print(f"hedge {name}, page p50: {percentile(ordered, 0.5):.0f} ms")
    print(f"hedge {name}, page p99.9: {tails[name]:.0f} ms")
    print(f"hedge {name}, extra requests: {share:.1%}")
ratio = tails["never"] / tails["after 10 ms"]
print(f"p99.9 without / with a hedge at 10 ms: {ratio:.0f}")
assert ratio > 10
