"""Brownout: a controller leaves out the optional part to hold the latency. A model.

A page takes 20 ms, its recommendations 30 ms more; one worker, in order of arrival.
"""

import csv
import os
import random

CORE, EXTRA, GOAL, END = 0.020, 0.030, 0.3, 100


def rate(second):
    return 35 if 20 <= second < 80 else 12


# --8<-- [start:controller]
def adjust(dimmer, p95):
    """Return the share of pages that get the optional part in the next second."""
    if p95 > GOAL:
        return dimmer * 0.7
    return min(1.0, dimmer + 0.02)  # (1)!
# --8<-- [end:controller]


def run(brownout):
    """Return, for each second, the 95th percentile and the dimmer."""
    chance, free, dimmer, rows = random.Random(12), 0.0, 1.0, []
    for second in range(END):
        took = []
        for arrival in sorted(second + chance.random() for _ in range(rate(second))):
            work = CORE + EXTRA * (chance.random() < dimmer)
            free = max(free, arrival) + work * chance.uniform(0.5, 1.5)
            took.append(free - arrival)
        p95 = sorted(took)[int(0.95 * len(took))]
        rows.append((p95, dimmer))
        if brownout:
            dimmer = adjust(dimmer, p95)
    return rows


full, dimmed = run(False), run(True)
print(f"work offered, of one worker, with recommendations: {35 * (CORE + EXTRA):.0%}")
print(f"work offered, of one worker, without: {35 * CORE:.0%}")
print(f"p95 at second 79, always complete: {full[79][0]:.1f} s")
print(f"median p95 in the overload, brownout: "
      f"{sorted(p for p, _ in dimmed[20:80])[30]:.2f} s")
print(f"worst p95 in the overload, brownout: {max(p for p, _ in dimmed[20:80]):.2f} s")
print(f"pages with recommendations meanwhile: "
      f"{sum(d * 35 for _, d in dimmed[20:80]) / (35 * 60):.0%}")
print(f"dimmer at the end: {dimmed[-1][1]:.2f}")
assert full[79][0] > 10 and max(p for p, _ in dimmed[20:80]) < 3
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["second", "full", "brownout", "dimmer"])
    out.writerows((s, f"{a:.3f}", f"{b:.3f}", f"{d:.3f}")
                  for s, ((a, _), (b, d)) in enumerate(zip(full, dimmed)))
