"""A model of hedging: the tail is fitted to two published figures, the third predicted.

A page reads 1,000 keys and waits for all. Up to 10 ms answers are ordinary; beyond that
the tail is a power law through 2% at 10 ms and one in a million at 1,800 ms.
"""

from math import ceil, log
from random import Random

KEYS, PAGES = 1000, 3000
SHARE, AT, FAR, RARE = 0.02, 10.0, 1800.0, 1e-6
SLOPE = log(SHARE / RARE) / log(FAR / AT)


# --8<-- [start:model]
def latency(chance: Random) -> float:
    """Return one answer's milliseconds."""
    u = 1 - chance.random()
    if u > SHARE:
        return 1 + (AT - 1) * (1 - u) / (1 - SHARE)
    return AT * (SHARE / u) ** (1 / SLOPE)


def page(hedge_after: float, chance: Random) -> tuple[float, int]:
    """Return the time until all keys are there, and the extra requests."""
    slowest, extra = 0.0, 0
    for _ in range(KEYS):
        took = latency(chance)
        if took > hedge_after:
            extra += 1
            took = min(took, hedge_after + latency(chance))  # (1)!
        slowest = max(slowest, took)
    return slowest, extra
# --8<-- [end:model]


def percentile(ordered: list[float], share: float) -> float:
    return ordered[ceil(share * len(ordered)) - 1]


print(f"slope of the tail: {SLOPE:.2f}")
chance = Random(1)
leaf = sorted(latency(chance) for _ in range(200_000))
triggers = {
    "never": float("inf"),
    "after 10 ms": AT,
    "after the p95 of a key": percentile(leaf, 0.95),
    "after the p50 of a key": percentile(leaf, 0.5),
}
tails = {}
for name, trigger in triggers.items():
    chance = Random(2)
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
