"""The bounds decide: one p95 of 220 ms seen through four sets of buckets."""

from bisect import bisect_left
from math import inf


def p95(values: list[float], bounds: list[float]) -> float:
    bounds = [*bounds, inf]
    counts = [0] * len(bounds)
    for value in values:
        counts[bisect_left(bounds, value)] += 1
    rank, below = 0.95 * len(values), 0
    for i, count in enumerate(counts):
        if below + count >= rank:
            low = bounds[i - 1] if i else 0.0
            high = low if bounds[i] == inf else bounds[i]
            return low + (high - low) * (rank - below) / count
        below += count


values = [0.22] * 1000
for bounds in ([0.1, 0.2, 0.3, 0.45], [0.2, 0.225, 0.25, 0.3], [0.1, 0.2], [0.3, 1]):
    print(f"bounds {bounds}: {1000 * p95(values, bounds):.1f} ms")
