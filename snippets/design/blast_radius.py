"""One fleet or many cells: who is hit by what, and what the cells cost. A model."""

import random

TENANTS, MACHINES = 2_000, 60
MINUTES = {"bad release": 20, "poisonous tenant": 45, "zone lost": 10}
A_YEAR = {"bad release": 6, "poisonous tenant": 4, "zone lost": 1}

# --8<-- [start:idea]
rng = random.Random(7)
load = [rng.paretovariate(1.3) for _ in range(TENANTS)]  # few tenants are large
small = [min(size, 50) for size in load]  # the largest have machines of their own


def share_hit(event, cells):
    if event == "zone lost":
        return 1 / 3  # (1)!
    return 1 / cells  # one cell is released to first; a tenant lives in one


def machines_needed(cells, trials=200):
    """Each cell must carry its own tenants at the worst of many deals."""
    fullest = []
    for _ in range(trials):
        sizes = [0.0] * cells
        for size in small:
            sizes[rng.randrange(cells)] += size
        fullest.append(max(sizes))
    return sorted(fullest)[int(trials * 0.95)] * cells / sum(small) * MACHINES


for cells in (1, 4, 12, 30):
    lost = sum(share_hit(e, cells) * MINUTES[e] * A_YEAR[e] for e in MINUTES)
    print(f"{cells} cells, minutes a user loses in a year: {lost:.0f}")
    print(f"{cells} cells, machines: {machines_needed(cells):.0f}")
# --8<-- [end:idea]

both = {"independent": 0.001**2, "a tenth in common": 0.1 * 0.001 + (0.9 * 0.001) ** 2}
for how, down in both.items():
    print(f"two replicas of 99.9 %, {how}: {1 - down:.5%}")
answer, optional = 0.999**4, 0.999**3
print(f"four hard dependencies of 99.9 %: {answer:.2%}")
print(f"one of the four made optional: {optional:.2%}")
