"""A model: how much of a fleet that breathes should be committed, at which discount."""

import csv
import math
import os

# --8<-- [start:idea]
PRICE = 0.0816  # USD an hour on demand
DAY = [8 - 4 * math.cos(2 * math.pi * (h - 4) / 24) for h in range(24)]  # instances
WEEK = DAY * 5 + [h * 0.6 for h in DAY] * 2


def week_costs(committed: float, discount: float) -> float:
    """What is committed is paid in each hour; what is needed above it, on demand."""
    fixed = committed * PRICE * (1 - discount) * len(WEEK)
    return fixed + sum(max(0, need - committed) * PRICE for need in WEEK)


def best(discount: float) -> float:
    return min((c / 10 for c in range(130)), key=lambda c: week_costs(c, discount))
# --8<-- [end:idea]


print(f"instances needed: {min(WEEK):.1f} to {max(WEEK):.1f}")
print(f"mean: {sum(WEEK) / len(WEEK):.1f}")
for discount in (0.28, 0.50):
    plain, most = week_costs(0, discount), week_costs(max(WEEK), discount)
    commit = best(discount)
    used = sum(need >= commit for need in WEEK) / len(WEEK)
    off = f"{discount:.0%} off"
    print(f"{off}, a committed hour pays from a use of: {1 - discount:.0%}")
    print(f"{off}, instances to commit: {commit:.1f}")
    print(f"{off}, that many are needed in: {used:.0%} of the hours")
    print(f"{off}, saved: {1 - week_costs(commit, discount) / plain:.0%}")
    print(f"{off}, saved when the peak is committed: {1 - most / plain:.0%}")
    print(f"{off}, a year pays if used until month: {12 * (1 - discount):.1f}")
    assert abs(used - (1 - discount)) < 0.05  # (1)!

redo, extra = 4, 2  # minutes to redo after a stop; minutes to start another
for stops in (0.02, 0.20, 2):  # of one spot machine, an hour
    slower = 1 + stops * (redo + extra) / 60
    print(f"spot at 65% off, {stops:g} stops an hour, a job costs: {slower * 0.35:.0%}")

with open(os.environ.get("PLOT_DATA", os.devnull), "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["committed", "at 28 %", "at 50 %"])
    for c in range(0, 26):
        base = week_costs(0, 0)
        shares = [f"{week_costs(c / 2, d) / base:.3f}" for d in (0.28, 0.50)]
        rows.writerow([c / 2, *shares])
