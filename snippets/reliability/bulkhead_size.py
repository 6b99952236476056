"""How large a compartment must be: Little's law, and what its mean leaves out."""

import csv
import heapq
import os
import random

RATE, TOOK = 40, 0.050  # calls a second, mean seconds a call


# --8<-- [start:size]
def refused(places, load):
    """Erlang B: the share that finds all places taken, at Poisson arrivals."""
    share = 1.0
    for n in range(1, places + 1):
        share = load * share / (n + load * share)
    return share


def places_for(load, goal):
    return next(n for n in range(1, 1000) if refused(n, load) <= goal)


def simulated(places, rate, took, calls=200_000):
    """The same share, counted: log-normal call times, nobody waits for a place."""
    chance, now, busy, turned_away = random.Random(4), 0.0, [], 0
    for _ in range(calls):
        now += chance.expovariate(rate)
        while busy and busy[0] <= now:
            heapq.heappop(busy)
        if len(busy) == places:
            turned_away += 1
        else:
            time = took * chance.lognormvariate(-0.5, 1)  # (1)!
            heapq.heappush(busy, now + time)
    return turned_away / calls
# --8<-- [end:size]


load = RATE * TOOK
print(f"Little, mean calls in flight: {load:.0f}")
print(f"refused if that is the size: {refused(2, load):.0%}")
size = places_for(load, 0.001)
print(f"places for at most 0.1 % refused: {size}")
counted = simulated(size, RATE, TOOK)
print(f"refused at that size, simulated: {counted:.3%}")
assert counted < 0.002
slow = RATE * TOOK * 10
print(f"mean in flight when calls take 10 times as long: {slow:.0f}")
print(f"refused at the same size: {refused(size, slow):.0%}")
print(f"calls in flight then, at most: {size}")
large = places_for(20 * load, 0.001)
print(f"twenty such services in one pool, places: {large}")
print(f"in twenty pools, places: {20 * size}")
assert abs(simulated(size, RATE, TOOK * 10) - refused(size, slow)) < 0.02
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["places", "normal", "slow"])
    out.writerows((n, f"{100 * refused(n, load):.3f}", f"{100 * refused(n, slow):.3f}")
                  for n in range(1, 31))
