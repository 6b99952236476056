from math import sqrt

import numpy as np

P, RUNS = 0.01, 2000


def estimates(true, p=P):
    """What 2000 samples of the same hour say: kept requests, each weighted 1 / p."""
    return np.sort(np.random.default_rng(1).binomial(true, p, RUNS)) / p


print("true count   kept    19 of 20 estimates   error  theory")
for true in (100, 1_000, 10_000, 1_000_000):
    found = estimates(true)
    low, high = found[RUNS // 40], found[-RUNS // 40]
    error = found.std() / true
    theory = sqrt((1 - P) / (P * true))
    assert abs(found.mean() / true - 1) < 4 * theory / sqrt(RUNS)
    assert abs(error / theory - 1) < 0.1
    shown = f"{low:,.0f} to {high:,.0f}"
    print(f"{true:10,}{true * P:7,.0f}{shown:>22}{error:8.0%}{theory:8.0%}")
never = (estimates(100) == 0).mean()
print(f"hours in which none of 100 failures is kept: {never:.0%}")
