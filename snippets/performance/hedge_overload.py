"""A model: ten servers, hedges that are real work. Where the cure becomes the load."""

import csv
import heapq
import os
from math import inf
from random import Random

SERVERS, REQUESTS, TRIGGER = 10, 40_000, 2.6  # times in mean services; 2.6 is the p95
SLOW, FACTOR = 0.02, 15  # two answers in a hundred take fifteen times as long


def work(chance: Random) -> float:
    return chance.expovariate(1.28) * (FACTOR if chance.random() < SLOW else 1)


# --8<-- [start:run]
def run(utilization: float, trigger: float, budget: float = inf) -> tuple[float, float]:
    """Return the p99 and the hedges per request; a hedge is never taken back."""
    chance, free = Random(9), [0.0] * SERVERS
    events, done, came = [(0.0, 0, False)], {}, {}
    hedges, tokens = 0, 10.0
    while events:
        now, number, second = heapq.heappop(events)
        if second:
            if done[number] <= now or tokens < 1:  # (1)!
                continue
            hedges, tokens = hedges + 1, tokens - 1
        elif number < REQUESTS:
            came[number] = now
            tokens = min(10.0, tokens + budget)
            gap = chance.expovariate(SERVERS * utilization)
            heapq.heappush(events, (now + gap, number + 1, False))
            heapq.heappush(events, (now + trigger, number, True))
        else:
            break
        server = chance.randrange(SERVERS)
        free[server] = max(now, free[server]) + work(chance)  # (2)!
        done[number] = min(done.get(number, inf), free[server])
    times = sorted(done[n] - came[n] for n in done)
    return times[int(0.99 * len(times))], hedges / REQUESTS
# --8<-- [end:run]


plot = [("utilization", "never", "always", "budget")]
print("load  p99 alone  p99 hedged  hedges  p99, budget 5%  hedges")
tails, half = {}, (0.0, 0.0)
for percent in range(10, 90, 10):
    u = percent / 100
    alone, _ = run(u, inf)
    hedged, extra = run(u, TRIGGER)
    bounded, few = run(u, TRIGGER, 0.05)
    tails[percent] = hedged / alone
    half = (alone, hedged) if percent == 50 else half
    plot.append((u, round(alone, 2), round(hedged, 2), round(bounded, 2)))
    print(
        f"{u:>4.0%}  {alone:>9.1f}  {hedged:>10.1f}  {extra:>6.1%}"
        f"  {bounded:>14.1f}  {few:>6.1%}"
    )
print(f"p99 at 50%, alone: {half[0]:.0f}")
print(f"p99 at 50%, hedged: {half[1]:.0f}")
print(f"p99 hedged / alone at 20%: {tails[20]:.2f}")
print(f"p99 hedged / alone at 80%: {tails[80]:.1f}")
assert tails[20] < 0.7 and tails[80] > 1.3
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    csv.writer(file).writerows(plot)
