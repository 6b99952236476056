# How many requests show a doubled error rate, and what peeking costs.
import math

import numpy as np

Z_FALSE, Z_MISS = 1.645, 1.282  # 5% false alarms (one-sided), 10% missed


def needed(rate: float) -> int:
    """Requests on each side to tell `rate` from twice `rate`, looking once."""
    worse, mean = 2 * rate, 1.5 * rate
    spread = Z_FALSE * math.sqrt(2 * mean * (1 - mean)) + Z_MISS * math.sqrt(
        rate * (1 - rate) + worse * (1 - worse)
    )
    return math.ceil((spread / rate) ** 2)


# --8<-- [start:rules]
def z_looks(stable, canary, seen):
    """True where the difference is 'significant' at a look."""
    mean = np.maximum((stable + canary) / (2 * seen), 1e-9)
    return (canary - stable) / np.sqrt(2 * seen * mean * (1 - mean)) > Z_FALSE


def sprt(errors, seen, good, bad, alpha=0.05, beta=0.10):
    """Wald: +1 roll back, -1 go on, 0 keep watching."""
    evidence = errors * math.log(bad / good) + (seen - errors) * math.log(
        (1 - bad) / (1 - good)
    )
    high, low = math.log((1 - beta) / alpha), math.log(beta / (1 - alpha))
    return np.where(evidence >= high, 1, np.where(evidence <= low, -1, 0))
# --8<-- [end:rules]


for rate in (0.05, 0.01, 0.001):
    n = needed(rate)
    print(f"requests to each version, {rate:.1%} errors against {2 * rate:.1%}: {n:,}")
at_one = needed(0.01)
print("minutes until a canary with 5% of 200 requests/s has these for 1%:",
      f"{at_one / 10 / 60:.1f}")
spread = Z_FALSE * math.sqrt(0.01 * 0.99) + Z_MISS * math.sqrt(0.02 * 0.98)
known = math.ceil((spread / 0.01) ** 2)  # the 1% is taken as known
print("canary requests, one test at the end, the old 1% known:", f"{known:,}")

RUNS, LOOKS, BLOCK, RATE = 4000, 100, 100, 0.01
chance = np.random.default_rng(11)
seen = np.arange(1, LOOKS + 1) * BLOCK


def draw(rate: float):
    return chance.binomial(BLOCK, rate, (RUNS, LOOKS)).cumsum(axis=1)


stable, same, doubled = draw(RATE), draw(RATE), draw(2 * RATE)
once = z_looks(stable, same, seen)[:, -1].mean()
peeked = z_looks(stable, same, seen)[:, 4:].any(axis=1).mean()
print(f"equal versions rolled back, one test at the end: {once:.1%}")
print(f"equal versions rolled back, a test after every 100 requests: {peeked:.1%}")


def verdicts(errors):
    decided = sprt(errors, seen, RATE, 2 * RATE)
    first = (decided != 0).argmax(axis=1)
    return decided[np.arange(RUNS), first], (first + 1) * BLOCK


bad, cost = verdicts(same)
print(f"equal versions rolled back, Wald's sequential test: {(bad == 1).mean():.1%}")
found, cost = verdicts(doubled)
print(f"doubled errors rolled back, Wald's sequential test: {(found == 1).mean():.1%}")
print("canary requests until a doubling is rolled back, median:",
      f"{int(np.median(cost[found == 1])):,}")
assert once < 0.07 and peeked > 3 * once and (bad == 1).mean() < 0.05
assert (found == 1).mean() > 0.9 and np.median(cost[found == 1]) < known < at_one
