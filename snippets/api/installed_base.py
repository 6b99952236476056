"""A model: who still runs an old app, and how long its endpoint must live.

A release every 14 days. Most phones take an update within days, some within months,
and a few keep what they have until the server refuses them.
"""

import csv
import os

# --8<-- [start:model]
HABITS = [(0.75, 3), (0.20, 21), (0.05, 240)]  # (1)! share, days until half updated
STUCK = 0.03  # of those left, whose phone cannot run the new app
FORCED = 180  # days after the release on which the server starts to refuse


def on_old(days: int, forced: int | None = None) -> float:
    """Share of people below a version that was released `days` ago."""
    if forced is None or days <= forced:
        return sum(share * 0.5 ** (days / half) for share, half in HABITS)
    left = on_old(forced)
    return left * (STUCK + (1 - STUCK) * 0.5 ** ((days - forced) / 2))  # (2)!


def day_below(limit: float, forced: int | None = None) -> int:
    return next(day for day in range(9999) if on_old(day, forced) < limit)


# --8<-- [end:model]
print(f"still below after 14 days: {on_old(14):.1%}")
print(f"still below after 90 days: {on_old(90):.1%}")
print(f"still below after 365 days: {on_old(365):.1%}")
print(f"days until below 1%: {day_below(0.01)}")
print(f"days until below 0.1%: {day_below(0.001)}")
print(f"days until below 1%, forced after {FORCED}: {day_below(0.01, FORCED)}")
print(f"left for good when forced: {on_old(9999, FORCED):.2%}")

ages = range(0, 9999, 14)  # age of the newest version below which a phone still is
alive = sum(on_old(age) - on_old(age + 14) >= 0.001 for age in ages)
print(f"versions with at least 0.1% of the people: {alive}")
people = 10_000_000
print(f"people of 10 million on apps over a year old: {round(people * on_old(365)):,}")
assert on_old(365) > 0.01 > on_old(FORCED + 10, FORCED)
assert day_below(0.01) > 12 * 30 and alive > 12

with open(os.environ.get("PLOT_DATA", os.devnull), "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["day", "free", "forced"])
    for day in range(0, 601, 10):
        pair = (on_old(day), on_old(day, FORCED))
        rows.writerow([day, *(f"{100 * share:.4f}" for share in pair)])
