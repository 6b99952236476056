"""A model: one queue for all servers or one for each, and how hot a pool may run."""

from math import log

from snippets.performance.queue_model import (
    mean_time,
    percentile,
    percentile_time,
    times_in_system,
    uniforms,
)


# --8<-- [start:queues]
def separate(servers: int, utilization: float, requests: int, pick: str) -> list[float]:
    """Return times in system when each request joins one server's own queue."""
    numbers, free, now, times = uniforms(42), [0.0] * servers, 0.0, []
    for number in range(requests):
        now -= log(1 - next(numbers)) / (servers * utilization)
        work = -log(1 - next(numbers))
        chosen = {
            "random": int(next(numbers) * servers),
            "round robin": number % servers,
            "least work": free.index(min(free)),  # (1)!
        }[pick]
        free[chosen] = max(now, free[chosen]) + work
        times.append(free[chosen] - now)
    return times
# --8<-- [end:queues]


def hottest(servers: int, limit: float) -> float:
    """Return the utilization at which the p99 reaches `limit` mean services."""
    low, high = 0.0, 0.9999
    for _ in range(50):
        middle = (low + high) / 2
        over = percentile_time(0.99, servers, middle) > limit
        low, high = (low, middle) if over else (middle, high)
    return low


print("eight servers at 0.8           mean   p99")
for pick in ("random", "round robin", "least work"):
    times = sorted(separate(8, 0.8, 200_000, pick))
    mean = sum(times) / len(times)
    print(f"{'own queues, ' + pick:<27}{mean:>8.2f}{percentile(times, 0.99):>6.1f}")
shared = sorted(times_in_system(42, 8, 0.8, 200_000))
mean = sum(shared) / len(shared)
print(f"{'one queue for all':<27}{mean:>8.2f}{percentile(shared, 0.99):>6.1f}")
assert abs(mean / mean_time(8, 0.8) - 1) < 0.05
alone = log(100)
print(f"p99 of the work alone: {alone:.1f}")
for servers in (1, 2, 4, 8, 16, 64):
    hot = hottest(servers, 1.5 * alone)
    print(f"busy share for a p99 of 1.5 x that, servers {servers}: {hot:.0%}")
print(f"mean of one server twice as fast, at 0.8: {mean_time(1, 0.8) / 2:.2f}")
print(f"mean of two servers with one queue, at 0.8: {mean_time(2, 0.8):.2f}")
assert hottest(1, 1.5 * alone) < 0.5 < hottest(4, 1.5 * alone)
