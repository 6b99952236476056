# timeout: 120
"""A model (WARS, Bailis et al. 2012): N = 3 replicas, one write, then one read."""

import csv
import os

import numpy as np

N, RUNS, BATCHES = 3, 200_000, 5
rng = np.random.default_rng(1)


# --8<-- [start:model]
def mix(share, xm, alpha, rate):
    """Draw one-way delays in ms: a Pareto body and an exponential tail."""
    shape = (RUNS, N)
    body = xm * (1 + rng.pareto(alpha, shape))
    return np.where(rng.random(shape) < share, body, rng.exponential(1 / rate, shape))


FITS = {  # the write on its way, and all other messages
    "SSD": ((0.9122, 0.235, 10, 1.66), (0.9122, 0.235, 10, 1.66)),
    "disk": ((0.38, 1.05, 1.51, 0.183), (0.9122, 0.235, 10, 1.66)),
    "YMMR": ((0.939, 3.0, 3.35, 0.0028), (0.982, 1.5, 3.8, 0.0217)),
}


def trial(fit, r, w):
    """Return write latency, read latency, and how long after the commit a read must
    start to see the write (all in ms, RUNS of each)."""
    write, other = FITS[fit]
    there, back = mix(*write), mix(*other)
    committed = np.sort(there + back)[:, w - 1]  # (1)!
    ask, answer = mix(*other), mix(*other)
    order = np.argsort(ask + answer)
    read = np.take_along_axis(ask + answer, order, 1)[:, r - 1]
    first = order[:, :r]  # (2)!
    arrives = np.take_along_axis(there - ask, first, 1) - committed[:, None]
    return committed, read, np.maximum(arrives.min(1), 0)  # (3)!
# --8<-- [end:model]


def run(fit, r, w):
    parts = [trial(fit, r, w) for _ in range(BATCHES)]
    return [np.concatenate(column) for column in zip(*parts, strict=True)]


def latency(write, read):
    return np.quantile(write, 0.999) + np.quantile(read, 0.999)


def window(wait):
    return np.quantile(wait, 0.999)


ssd, disk, ymmr = (run(fit, 1, 1) for fit in FITS)
mixed, strict = run("YMMR", 2, 1), run("YMMR", 3, 1)
print(f"disk, R=W=1, consistent at once: {np.mean(disk[2] == 0) * 100:.1f} %")
print(f"SSD, R=W=1, wait for 99.9 %: {window(ssd[2]):.2f} ms")
print(f"disk, R=W=1, wait for 99.9 %: {window(disk[2]):.1f} ms")
print(f"YMMR, R=W=1, wait for 99.9 %: {window(ymmr[2]):.0f} ms")
print(f"YMMR, R=W=1, p99.9 read + write: {latency(*ymmr[:2]):.1f} ms")
print(f"YMMR, R=2 W=1, wait for 99.9 %: {window(mixed[2]):.0f} ms")
print(f"YMMR, R=2 W=1, p99.9 read + write: {latency(*mixed[:2]):.1f} ms")
print(f"YMMR, R=3 W=1, p99.9 read + write: {latency(*strict[:2]):.0f} ms")
print(f"YMMR, R=3 W=1, stale reads: {np.count_nonzero(strict[2])}")
saved = 100 * (1 - latency(*mixed[:2]) / latency(*strict[:2]))
print(f"YMMR, R=2 W=1 against R=3 W=1, saved: {saved:.1f} %")
steps = np.arange(0, 200, 0.1)
stale = 1 - np.searchsorted(np.sort(disk[2]), steps, side="right") / len(disk[2])
lucky = steps[rng.binomial(100_000, stale) <= 100][0]  # (4)!
print(f"disk, first step of 0.1 ms that looks like 99.9 %: {lucky:.1f} ms")
assert abs(np.mean(disk[2] == 0) - 0.439) < 0.015
assert not strict[2].any()
with open(os.environ.get("PLOT_DATA", os.devnull), "w") as file:
    rows = csv.writer(file)
    rows.writerow(["ms", "SSD", "disk", "YMMR"])
    for ms in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        shares = [np.mean(fit[2] <= ms) * 100 for fit in (ssd, disk, ymmr)]
        rows.writerow([ms, *(f"{share:.2f}" for share in shares)])
