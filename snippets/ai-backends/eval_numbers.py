# How sure a pass rate is, and how many cases a drop of five points needs.
import math
from statistics import NormalDist

import numpy as np

Z, POWER = NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(0.80)


# --8<-- [start:wilson]
def wilson(passed, n):
    p, z2 = passed / n, Z * Z / n
    half = Z * math.sqrt(p * (1 - p) / n + z2 / n / 4) / (1 + z2)
    middle = (p + z2 / 2) / (1 + z2)
    return middle - half, middle + half


def two_runs(p, q):  # (1)!
    mean = (p + q) / 2
    spread = Z * math.sqrt(2 * mean * (1 - mean))
    spread += POWER * math.sqrt(p * (1 - p) + q * (1 - q))
    return math.ceil((spread / (p - q)) ** 2)


def same_cases(worse, better):  # (2)!
    changed, drop = worse + better, worse - better
    spread = Z * math.sqrt(changed) + POWER * math.sqrt(changed - drop**2)
    return math.ceil((spread / drop) ** 2)


def mcnemar(worse, better):  # (3)!
    n, k = worse + better, min(worse, better)
    return min(1.0, 2 * sum(math.comb(n, i) for i in range(k + 1)) / 2**n)
# --8<-- [end:wilson]


for passed, n in [(18, 20), (45, 50), (180, 200), (900, 1000), (20, 20)]:
    low, high = wilson(passed, n)
    print(f"{passed} of {n}: {low:.1%} to {high:.1%}")

print("cases to see 90% fall to 85%, two sets:", two_runs(0.90, 0.85))
print("the same cases twice, 15% change:", same_cases(0.10, 0.05))
print("the same cases twice, 7% change:", same_cases(0.06, 0.01))

# --8<-- [start:simulated]
def seen(n, worse, better, times=2000):  # a model: how often the gate notices
    rng, chances = np.random.default_rng(7), [worse, better, 1 - worse - better]
    flips = rng.multinomial(n, chances, times)
    return np.mean([mcnemar(w, b) < 0.05 and w > b for w, b, _ in flips])


for n in (50, 200, 500):
    print(f"gate on {n} cases sees the drop: {seen(n, 0.06, 0.01):.0%}")
print(f"and cries wolf without one: {seen(200, 0.035, 0.035):.1%}")
# --8<-- [end:simulated]

print(f"9 worse, 2 better: p = {mcnemar(9, 2):.3f}")
print(f"12 worse, 2 better: p = {mcnemar(12, 2):.3f}")
for k in (1, 3, 8):
    print(f"p = 0.9, k = {k}: pass@k {1 - 0.1**k:.3f}, pass^k {0.9**k:.3f}")
assert wilson(20, 20)[0] < 0.85 and seen(50, 0.06, 0.01) < 0.5 < seen(500, 0.06, 0.01)
