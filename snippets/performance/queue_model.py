# page: no (long)
"""A queue as pure functions: closed forms, and a seeded simulation beside them.

Times are in units of the mean service time, so 1.0 is a request that never waits.
"""

import csv
import heapq
import os
from collections.abc import Iterator
from math import exp, factorial, log


# --8<-- [start:forms]
def waits(servers: int, utilization: float) -> float:
    """Return the share of requests that must wait (Erlang C)."""
    load = servers * utilization
    free = sum(load**k / factorial(k) for k in range(servers))
    busy = load**servers / factorial(servers) / (1 - utilization)
    return busy / (free + busy)


def mean_time(servers: int, utilization: float) -> float:
    """Return the mean time in system of M/M/c; for one server 1 / (1 - utilization)."""
    return 1 + waits(servers, utilization) / (servers * (1 - utilization))


def slower_than(time: float, servers: int, utilization: float) -> float:
    """Return the share of requests of M/M/c that take longer than `time`."""
    spare = servers * (1 - utilization)
    if abs(spare - 1) < 1e-9:
        return exp(-time) * (1 + waits(servers, utilization) * time)
    late = (exp(-time) - exp(-spare * time)) / (spare - 1)
    return exp(-time) + waits(servers, utilization) * late


def percentile_time(share: float, servers: int, utilization: float) -> float:
    low, high = 0.0, 1000 / (1 - utilization)
    for _ in range(60):
        middle = (low + high) / 2
        above = slower_than(middle, servers, utilization) > 1 - share
        low, high = (middle, high) if above else (low, middle)
    return low


def kingman(utilization: float, arrivals: float, service: float) -> float:
    """Return the mean time in system of one server, nearly, from two variabilities.

    Each is a squared coefficient of variation: 0 like clockwork, 1 exponential.
    """
    return 1 + utilization / (1 - utilization) * (arrivals + service) / 2
# --8<-- [end:forms]


# --8<-- [start:simulation]
def uniforms(seed: int) -> Iterator[float]:
    """Yield mulberry32: the same numbers in any language with 32-bit integers."""
    while True:
        seed = seed + 0x6D2B79F5 & 0xFFFFFFFF
        x = (seed ^ seed >> 15) * (seed | 1) & 0xFFFFFFFF
        x = x + ((x ^ x >> 7) * (x | 61)) & 0xFFFFFFFF ^ x
        yield (x ^ x >> 14) / 2**32


def times_in_system(
    seed: int, servers: int, utilization: float, requests: int, steady: bool = False
) -> list[float]:
    """Return each request's time in system: first come, first served, seeded."""
    numbers = uniforms(seed)
    free, now, times = [0.0] * servers, 0.0, []
    for _ in range(requests):
        now -= log(1 - next(numbers)) / (servers * utilization)
        work = 1.0 if steady else -log(1 - next(numbers))
        begins = max(now, free[0])  # (1)!
        heapq.heapreplace(free, begins + work)
        times.append(begins + work - now)
    return times
# --8<-- [end:simulation]


def percentile(ordered: list[float], share: float) -> float:
    return ordered[int(share * len(ordered))]


if __name__ == "__main__":
    print("servers  utilization  mean         p50          p99")
    print("                      form   sim   form   sim   form   sim")
    for servers in (1, 4):
        for utilization in (0.5, 0.7, 0.8, 0.9, 0.95):
            sim = sorted(times_in_system(42, servers, utilization, 200_000))
            half, most = (percentile_time(s, servers, utilization) for s in (0.5, 0.99))
            form = mean_time(servers, utilization)
            mean = sum(sim) / len(sim)
            print(
                f"{servers:>7}  {utilization:>11.2f}  {form:>5.2f} {mean:>5.2f}"
                f"  {half:>5.2f} {percentile(sim, 0.5):>5.2f}"
                f"  {most:>5.2f} {percentile(sim, 0.99):>5.2f}"
            )
            assert abs(mean / form - 1) < (0.03 if utilization < 0.9 else 0.12)
    most = [percentile(sorted(times_in_system(s, 1, 0.95, 200_000)), 0.99)
            for s in range(1, 7)]  # fmt: skip
    print(f"p99 at 0.95 over six seeds: {min(most):.0f} to {max(most):.0f}")
    steady = times_in_system(1, 1, 0.9, 200_000, steady=True)
    print(f"steady work at 0.9, simulated: {sum(steady) / len(steady):.2f}")
    print(f"steady work at 0.9, Kingman: {kingman(0.9, 1, 0):.2f}")
    print(f"twice as variable at 0.9, Kingman: {kingman(0.9, 1, 3):.2f}")
    assert abs(kingman(0.9, 1, 1) - mean_time(1, 0.9)) < 1e-9
    assert abs(percentile_time(0.99, 1, 0.9) - log(100) / 0.1) < 1e-6
    curve = [("utilization", "steady", "one", "four", "bursty")]
    for step in range(1, 20):
        u = step / 20
        forms = kingman(u, 1, 0), mean_time(1, u), mean_time(4, u), kingman(u, 1, 3)
        curve.append((u, *(round(form, 4) for form in forms)))
    if path := os.environ.get("PLOT_DATA"):
        with open(path, "w", newline="") as file:
            csv.writer(file).writerows(curve)
