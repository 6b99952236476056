"""Pipeline arithmetic: tests that lie now and then, and batches of a merge queue."""

import csv
import os
import random

# --8<-- [start:flaky]
def green(tests: int, flake: float, tries: int = 1) -> float:
    """Chance that a good change passes: each test may fail by itself, `tries` times."""
    return (1 - flake**tries) ** tests


for tests, flake in ((100, 0.001), (1_000, 0.001), (3_000, 0.001), (3_000, 0.0001)):
    print(f"{tests:,} tests, {flake:.2%} flaky, green: {green(tests, flake):.1%}")
print(f"3,000 tests, 0.10% flaky, one retry, green: {green(3_000, 0.001, 2):.1%}")
print(f"a race of the product in 30% of runs turns red, with one retry: {0.3**2:.0%}")
# --8<-- [end:flaky]


# --8<-- [start:queue]
def runs_a_change(batch: int, bad: float, flaky: float = 0) -> float:
    """Runs for each change: one for the batch; what is red is halved and run again."""
    runs = 1 / batch
    while batch > 1:
        red = 1 - (1 - flaky) * (1 - bad) ** batch
        batch //= 2
        runs += red / batch  # (1)!
    return runs


MINUTES = 20  # of a run, on one machine
for bad in (0.02, 0.10, 0.30):
    best = min((2**k for k in range(7)), key=lambda size: runs_a_change(size, bad))
    an_hour = 60 / MINUTES / runs_a_change(best, bad)
    print(f"{bad:.0%} of changes red, best batch: {best}")
    print(f"{bad:.0%} of changes red, changes an hour: {an_hour:.1f}")
flaky = 1 - green(3_000, 0.0001)
an_hour = 60 / MINUTES / runs_a_change(8, 0.02, flaky)
print(f"2% of changes red, {flaky:.0%} of runs flaky, changes an hour: {an_hour:.1f}")
# --8<-- [end:queue]


def drawn(batch: int, bad: float, changes: int = 1 << 15) -> float:
    """The same, by playing it: changes are drawn, batches run and halved."""
    draw = random.Random(18)
    reds = [draw.random() < bad for _ in range(changes)]

    def runs(part: list[bool]) -> int:
        half = len(part) // 2
        return 1 + (runs(part[:half]) + runs(part[half:]) if half and any(part) else 0)

    return sum(runs(reds[i : i + batch]) for i in range(0, changes, batch)) / changes


assert abs(drawn(16, 0.10) / runs_a_change(16, 0.10) - 1) < 0.05
with open(os.environ.get("PLOT_DATA", os.devnull), "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["batch", "2 % red", "10 % red", "30 % red"])
    for k in range(7):
        values = [f"{runs_a_change(2**k, bad):.3f}" for bad in (0.02, 0.10, 0.30)]
        rows.writerow([2**k, *values])
assert green(3_000, 0.001) < 0.1 < 0.9 < green(3_000, 0.001, 2)
