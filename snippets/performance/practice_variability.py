"""One server at 0.9, work of squared variation 4: three ways to spend a quarter."""

from heapq import heapreplace
from math import log, sqrt

from snippets.performance.queue_model import kingman, percentile, uniforms


def times(utilization: float, variation: float, servers: int = 1) -> list[float]:
    """Simulate; work is a mix of two exponentials with the variation asked for."""
    numbers, free, now, result = uniforms(42), [0.0] * servers, 0.0, []
    share = (1 + sqrt((variation - 1) / (variation + 1))) / 2
    for _ in range(400_000):
        now -= log(1 - next(numbers)) / (servers * utilization)
        part = share if next(numbers) < share else 1 - share
        work = -log(1 - next(numbers)) / (2 * part)
        begins = max(now, free[0])
        heapreplace(free, begins + work)
        result.append(begins + work - now)
    return sorted(result)


cases = {
    "as it is": (times(0.9, 4), kingman(0.9, 1, 4)),
    "work 10% shorter": (
        [0.9 * t for t in times(0.81, 4)],
        0.9 * kingman(0.81, 1, 4),
    ),
    "the long requests elsewhere": (times(0.9, 1), kingman(0.9, 1, 1)),
    "a second server, one queue": (times(0.45, 4, servers=2), None),
}
for name, (ordered, form) in cases.items():
    mean = sum(ordered) / len(ordered)
    formula = f", Kingman {form:.1f}" if form else ""
    print(f"{name}: mean {mean:.1f}{formula}, p99 {percentile(ordered, 0.99):.0f}")
    assert form is None or abs(mean / form - 1) < 0.15
