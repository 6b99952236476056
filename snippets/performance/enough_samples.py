"""How far a measured p99 may be off by chance alone, for independent requests."""

from math import ceil, floor, log, sqrt
from random import Random


# --8<-- [start:interval]
def ranks(count: int, share: float) -> tuple[int, int]:
    """Return the ranks between which the true percentile lies, 95 times in 100."""
    middle, half = count * share, 1.96 * sqrt(count * share * (1 - share))
    return floor(middle - half), ceil(middle + half) + 1
# --8<-- [end:interval]


def times(count: int, chance: Random) -> list[float]:
    return sorted(chance.lognormvariate(0, 1) for _ in range(count))


SHARES = (0.99, 0.999)
big = times(1_000_000, Random(1))
true = {share: big[int(share * len(big))] for share in SHARES}
print("requests         p99, low and high        p99.9, low and high")
for count in (1_000, 10_000, 100_000):
    cells = []
    for share in SHARES:
        low, high = ranks(count, share)
        if high > count:
            cells.append("no upper end")
            continue
        sample = times(count, Random(count))
        edges = (sample[low - 1] / true[share], sample[high - 1] / true[share])
        assert edges[0] <= 1 <= edges[1]
        cells.append(f"{edges[0] - 1:+.0%} to {edges[1] - 1:+.0%}")
    print(f"{count:>8,}    {cells[0]:>22}    {cells[1]:>23}")
for share in SHARES:
    least = ceil(log(0.05) / log(share))
    print(f"requests until the maximum bounds the p{100 * share:g}: {least:,}")
hits = 0
for seed in range(400):
    low, high = ranks(2000, 0.99)
    sample = times(2000, Random(f"cover {seed}"))
    hits += sample[low - 1] <= true[0.99] <= sample[high - 1]
print(f"intervals that hold the true p99, of 400: {hits}")
assert hits > 370
