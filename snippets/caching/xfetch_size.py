# page: no (long)
import csv
import math
import os
import random

RATES = (3, 10, 30, 100, 300)  # requests during one rebuild
ROUNDS = {0.5: 4_000, 1: 1_500, 2: 800}  # by beta
rng = random.Random(42)


# --8<-- [start:round]
def one_expiry(rate, beta):
    """How many requests rebuild around one expiry, and how early the first one does.

    Time is counted in rebuilds (delta = 1) and the entry expires at 0. Requests are a
    Poisson process; the first that rebuilds has renewed the entry 1 later.
    """
    now, first, rebuilds = -beta * (math.log(rate * beta) + 5), math.inf, 0
    while (now := now + rng.expovariate(rate)) < first + 1:
        early = beta * -math.log(1 - rng.random())
        if now + early >= 0:  # (1)!
            first, rebuilds = min(first, now), rebuilds + 1
    return rebuilds, -first
# --8<-- [end:round]


def mean(rate, beta):
    rounds = [one_expiry(rate, beta) for _ in range(ROUNDS[beta])]
    return [sum(column) / len(rounds) for column in zip(*rounds)]


table = {rate: {beta: mean(rate, beta) for beta in ROUNDS} for rate in RATES}
print("requests per rebuild:" + "".join(f"{rate:>7}" for rate in RATES))
print("none:                " + "".join(f"{1 + rate:>7}" for rate in RATES))
for beta in ROUNDS:
    sizes = "".join(f"{table[rate][beta][0]:>7.2f}" for rate in RATES)
    print(f"XFetch, beta {beta}:".ljust(21) + sizes)
for beta in ROUNDS:
    size, early = table[300][beta]
    print(f"beta {beta}, e^(1/beta): {math.exp(1 / beta):.2f}")
    print(f"beta {beta}, simulated at 300: {size:.2f}")
    formula = beta * (math.log(300 * beta) + 0.577)  # Euler's constant
    print(f"beta {beta}, rebuild times early: {early:.1f}")
    print(f"beta {beta}, formula for early: {formula:.1f}")
    assert abs(early / formula - 1) < 0.05
    for rate in (100, 300):
        assert abs(table[rate][beta][0] * math.exp(-1 / beta) - 1) < 0.05, (rate, beta)
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["rate", "none", *(f"beta {beta}" for beta in ROUNDS)])
    for rate, sizes in table.items():
        out.writerow([rate, 1 + rate, *(f"{size:.2f}" for size, _ in sizes.values())])
