"""Fifty hosts, one true p99: what their merged histograms say, and what they weigh."""

from bisect import bisect_left
from collections import Counter
from math import ceil, frexp, inf, log2
from random import Random

from prometheus_client import Histogram


# --8<-- [start:sketches]
class Buckets:
    """Counts by bucket (low, high); the percentile is interpolated inside one."""

    def __init__(self) -> None:
        self.counts = Counter()

    def add(self, seconds: float) -> None:
        self.counts[self.bucket(seconds)] += 1

    def quantile(self, share: float) -> float:
        rank, seen = share * self.counts.total(), 0
        for low, high in sorted(self.counts):
            if seen + (here := self.counts[low, high]) >= rank:
                return low if high == inf else low + (high - low) * (rank - seen) / here
            seen += here
        raise ValueError("empty")


class Classic(Buckets):  # Prometheus, bounds fixed in the code
    bounds = [0.0, *Histogram.DEFAULT_BUCKETS]  # (1)!

    def bucket(self, seconds: float) -> tuple[float, float]:
        i = bisect_left(self.bounds, seconds)
        return self.bounds[i - 1], self.bounds[i]


class Finer(Classic):
    bounds = [0, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 1, inf]


class Native(Buckets):  # Prometheus, schema 3: eight buckets to a doubling
    def bucket(self, seconds: float) -> tuple[float, float]:
        power = ceil(log2(seconds) * 8)
        return 2 ** ((power - 1) / 8), 2 ** (power / 8)  # (2)!


class Hdr(Buckets):  # HdrHistogram, two digits: the leading eight bits of microseconds
    def bucket(self, seconds: float) -> tuple[float, float]:
        shift = max(0, frexp(micros := int(seconds * 1e6))[1] - 8)
        low = micros >> shift << shift
        return low / 1e6, (low + (1 << shift)) / 1e6
# --8<-- [end:sketches]


class Digest:
    """t-digest, merging form: fewer values to a centroid the nearer to an end."""

    def __init__(self, size: int = 100) -> None:
        self.size, self.points, self.fresh = size, [], []

    def add(self, value: float, weight: float = 1) -> None:
        self.fresh.append((value, weight))
        if len(self.fresh) > 5 * self.size:
            self.pack()

    def pack(self) -> None:
        rows, self.fresh = sorted(self.points + self.fresh), []
        total, before = sum(weight for _, weight in rows), 0.0
        (mean, held), self.points = rows[0], []
        for value, weight in rows[1:]:
            middle = (before + (held + weight) / 2) / total
            if held + weight <= max(1, 4 * total * middle * (1 - middle) / self.size):
                held += weight
                mean += (value - mean) * weight / held
            else:
                self.points.append((mean, held))
                before, mean, held = before + held, value, weight
        self.points.append((mean, held))

    def quantile(self, share: float) -> float:
        self.pack()
        rank, seen = share * sum(weight for _, weight in self.points), 0.0
        return next(m for m, w in self.points if (seen := seen + w) >= rank)


# --8<-- [start:merge]
def merged(make, hosts: list[list[float]]):
    whole = make()
    for host in hosts:
        part = make()
        for seconds in host:
            part.add(seconds)
        if isinstance(part, Digest):
            for point in part.points + part.fresh:
                whole.add(*point)
        else:
            whole.counts += part.counts
    return whole
# --8<-- [end:merge]


chance = Random(5)  # 1.5% run into a timeout of 250 ms and are retried
hosts = [[0.25 * (chance.random() < 0.015) + 0.02 * chance.lognormvariate(0, 0.5)
          for _ in range(2000)] for _ in range(50)]  # fmt: skip
truth = sorted(value for host in hosts for value in host)
true = {s: truth[ceil(s * len(truth)) - 1] for s in (0.5, 0.95, 0.99, 0.999)}
print(f"{'':<26}" + "".join(f"{f'p{100 * s:g}':>8}" for s in true) + "  parts")
print(f"{'true, ms:':<26}" + "".join(f"{1000 * v:>8.1f}" for v in true.values()))
names = ("classic, default buckets", "classic, 13 buckets", "native, schema 3",
         "HDR, 2 digits", "t-digest, 100")  # fmt: skip
for name, make in zip(names, (Classic, Finer, Native, Hdr, Digest)):
    whole = merged(make, hosts)
    off = {share: whole.quantile(share) / value - 1 for share, value in true.items()}
    parts = len(whole.points) if make is Digest else len(whole.counts)
    print(f"{name:<26}" + "".join(f"{o:>+8.1%}" for o in off.values()) + f"{parts:>7}")
    assert max(map(abs, off.values())) < (1 if issubclass(make, Classic) else 0.05)
mean = sum(merged(Native, [host]).quantile(0.99) for host in hosts) / len(hosts)
print(f"mean of the hosts' p99: {1000 * mean:.0f} ms")
print(f"p99 by default buckets: {1000 * merged(Classic, hosts).quantile(0.99):.0f} ms")
