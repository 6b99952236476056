# Two Kubernetes control loops as models: rolling update and restart back-off.
import math
import random


# --8<-- [start:loops]
def bounds(replicas: int, surge: float | int, unavailable: float | int):
    """Percentages: surge rounds up, unavailable rounds down."""
    high = math.ceil(replicas * surge) if isinstance(surge, float) else surge
    share = isinstance(unavailable, float)
    low = math.floor(replicas * unavailable) if share else unavailable
    if high == 0 and low == 0:
        low = 1  # (1)!
    return replicas - low, replicas + high


def rollout(replicas: int, least: int, most: int, chance: random.Random):
    """Yield (available, total) after every event until only new Pods are left."""
    old, starting, ready = replicas, 0, 0
    while old or ready < replicas:
        create = min(most - (old + starting + ready), replicas - starting - ready)
        starting += max(0, create)
        remove = min(old, old + ready - least)  # (2)!
        old -= max(0, remove)
        yield old + ready, old + starting + ready
        up = chance.randint(0, starting) if starting else 0
        starting, ready = starting - up, ready + up


def restart_delays(restarts: int, first=10, cap=300) -> list[int]:
    waits = [0] + [min(cap, first * 2**n) for n in range(restarts)]  # (3)!
    return waits[:restarts]
# --8<-- [end:loops]


print("4 replicas, 25%/25%:", "{} to {} Pods".format(*bounds(4, 0.25, 0.25)))
print("1 replica, 25%/25%:", "{} to {} Pods".format(*bounds(1, 0.25, 0.25)))
print("3 replicas, surge 0, unavailable 1:", "{} to {} Pods".format(*bounds(3, 0, 1)))

chance, broken, steps = random.Random(7), 0, 0
for _ in range(10_000):
    count = chance.randint(1, 40)
    shares = (chance.choice([0, 1, 2, 0.1, 0.25, 0.5, 1.0]) for _ in range(2))
    least, most = bounds(count, *shares)
    for available, total in rollout(count, max(0, least), most, chance):
        steps += 1
        broken += total > most or available < least
print("random rollouts:", "10,000")
print("states checked:", f"{steps:,}")
print("bounds violated:", broken)

delays = restart_delays(8)
print("restart delays in s:", ", ".join(map(str, delays)))
print("restarts in the first hour, crashing at once:",
      sum(1 for n in range(1, 60) if sum(restart_delays(n)) <= 3600))  # fmt: skip
assert broken == 0 and bounds(4, 0.25, 0.25) == (3, 5)
assert delays == [0, 10, 20, 40, 80, 160, 300, 300]
