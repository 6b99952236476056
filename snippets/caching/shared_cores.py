"""One expiry of one hot key on an origin that slows down when rebuilds overlap."""

import math
import random
from collections import deque

CURES = ("none", "lock", "stale", "xfetch")
MOST = 5_000  # rebuilds; beyond it nobody is counted


# --8<-- [start:expiry]
def expiry(cure, rate, rebuild, cores, seed=42):
    """Return (rebuilds, slow requests, longest rebuild, when the value is fresh again).

    rate: requests a second; rebuild: seconds when it runs alone; cores: rebuilds that
    run at full speed, more share them; times are seconds from the expiry.
    """
    rng, running, starts = random.Random(seed), deque(), deque()
    now = -(math.log(rate * rebuild) + 5) * rebuild if cure == "xfetch" else 0.0
    work, filled, arrival = 0.0, math.inf, now + rng.expovariate(rate)
    worst, waiting, rebuilds = 0.0, 0, 0
    while running or filled == math.inf:
        speed = min(1, cores / len(running)) if running else 1
        end = now + (running[0] - work) / speed if running else math.inf
        if arrival < end and filled == math.inf:
            work += (arrival - now) * speed if running else 0
            now = arrival
            early = rebuild * -math.log(1 - rng.random()) if cure == "xfetch" else 0
            missed = now + early >= 0
            if missed and (not running or cure in ("none", "xfetch")):
                running.append(work + rebuild)  # (1)!
                starts.append(now)
                rebuilds += 1
            waiting += missed and cure == "lock"
            arrival = now + rng.expovariate(rate) if rebuilds < MOST else math.inf
        else:
            work, now = work + (end - now) * speed, end
            running.popleft()
            filled = min(filled, now)
            worst = max(worst, now - starts.popleft())
    slow = {"none": rebuilds, "lock": waiting, "stale": 0, "xfetch": rebuilds}[cure]
    return rebuilds, slow, 0.0 if cure == "stale" else worst, max(0.0, filled)
# --8<-- [end:expiry]


if __name__ == "__main__":
    print("8 cores, a rebuild of 0.5 s alone: rebuilds, longest wait")
    print("requests a second" + "".join(f"{cure:>16}" for cure in CURES))
    for rate in (10, 40, 80, 100):
        outcomes = [expiry(cure, rate, 0.5, 8) for cure in CURES]
        cells = (f"{n:>7,}, {worst:>5.1f} s" for n, _, worst, _ in outcomes)
        print(f"{rate:<17}" + "".join(cells))
    for rate in (40, 80):
        size = 8 * math.exp(rate * 0.5 / 8 - 1)  # (2)!
        counted = [expiry("none", rate, 0.5, 8, seed)[0] for seed in range(30)]
        mean = sum(counted) / len(counted)
        print(f"{rate}/s without protection, formula: {size:.0f}")
        print(f"{rate}/s without protection, mean of 30 runs: {mean:.0f}")
        assert 0.6 < mean / size < 1.7
