"""The p99 of a whole is neither a mean nor a sum of the p99 of its parts."""

from math import ceil
from random import Random


# --8<-- [start:percentile]
def percentile(values: list[float], share: float) -> float:
    """Return the smallest value with `share` of all at or below it."""
    ordered = sorted(values)
    return ordered[ceil(share * len(ordered)) - 1]
# --8<-- [end:percentile]


def p99(values: list[float]) -> float:
    return percentile(values, 0.99)


def latencies(count: int, median: float, chance: Random, slow: float = 0) -> list:
    """Lognormal milliseconds; a share `slow` takes twenty times as long."""
    return [
        median * chance.lognormvariate(0, 0.4) * (20 if chance.random() < slow else 1)
        for _ in range(count)
    ]


# --8<-- [start:parts]
chance = Random(11)
quick = latencies(90_000, 10, chance)
small = latencies(10_000, 10, chance, slow=0.08)  # a tenth of the traffic, one bad host
everyone = quick + small
mean_of_p99 = (p99(quick) + p99(small)) / 2
weighted = 0.9 * p99(quick) + 0.1 * p99(small)
# --8<-- [end:parts]
print(f"p99 of the nine good hosts together: {p99(quick):.0f} ms")
print(f"p99 of the bad host: {p99(small):.0f} ms")
print(f"mean of the two p99: {mean_of_p99:.0f} ms")
print(f"mean weighted by requests: {weighted:.0f} ms")
print(f"p99 of all requests: {p99(everyone):.0f} ms")
assert not 0.8 < mean_of_p99 / p99(everyone) < 1.25

# --8<-- [start:steps]
steps = [latencies(100_000, 20, chance) for _ in range(5)]
in_a_row = [sum(request) for request in zip(*steps)]
at_once = [max(request) for request in zip(*steps)]
together = [sum(request) for request in zip(*map(sorted, steps))]  # (1)!
# --8<-- [end:steps]
added = sum(map(p99, steps))
print(f"five steps, p99 of each: {p99(steps[0]):.0f} ms")
print(f"five steps, their p99 added: {added:.0f} ms")
print(f"five steps in a row, p99: {p99(in_a_row):.0f} ms")
print(f"five steps at once, p99: {p99(at_once):.0f} ms")
print(f"five steps that are slow together, p99: {p99(together):.0f} ms")
print(f"sum of p99 / p99 of the sum: {added / p99(in_a_row):.2f}")
assert p99(in_a_row) < 0.75 * added < p99(together)
medians = sum(percentile(step, 0.5) for step in steps)
print(f"five steps, their p50 added: {medians:.0f} ms")
print(f"five steps in a row, p50: {percentile(in_a_row, 0.5):.0f} ms")
mean = sum(sum(step) / len(step) for step in steps)
print(f"five steps, their means added: {mean:.1f} ms")
print(f"five steps in a row, mean: {sum(in_a_row) / len(in_a_row):.1f} ms")
assert percentile(in_a_row, 0.5) > 1.05 * medians
