"""A breaker under overload: 150 calls/s for a dependency that does 100. A model.

Ten instances, a breaker each. The dependency works in order of arrival, 10 ms a call;
callers give up after 0.5 s, but the work is done all the same.
"""

import csv
import heapq
import os
import random

from snippets.reliability.breaker import Breaker

RATE, WORK, PATIENCE, END, INSTANCES, IN_FLIGHT = 150, 0.01, 0.5, 60, 10, 40


# --8<-- [start:model]
def run(guard):
    """Return the useful answers of each second."""
    chance, now, free = random.Random(8), 0.0, 0.0
    good, pending, in_flight = [0] * END, [], 0
    breakers = [Breaker(lambda: now, seconds=10, minimum=20, wait=5, probes=3)
                for _ in range(INSTANCES)]
    while now < END:
        arrival = now + chance.expovariate(RATE)
        while pending and pending[0][0] <= arrival:  # answers and timeouts before it
            now, instance, permit, ok = heapq.heappop(pending)
            in_flight -= 1
            if ok and now < END:
                good[int(now)] += 1
            if guard == "breaker":
                breakers[instance].record(permit, ok)
        now, instance = arrival, chance.randrange(INSTANCES)
        permit = breakers[instance].allow() if guard == "breaker" else 0
        if permit is None or guard == "limit" and in_flight >= IN_FLIGHT:  # (1)!
            continue
        in_flight += 1
        free = max(free, now) + WORK  # (2)!
        ok = free - now <= PATIENCE
        done = free if ok else now + PATIENCE
        heapq.heappush(pending, (done, instance, permit, ok))
    return good
# --8<-- [end:model]


good = {guard: run(guard) for guard in ("none", "breaker", "limit")}
for guard, label in (("none", "nothing"), ("breaker", "breakers"), ("limit", "limit")):
    late = good[guard][10:]
    print(f"{label}, useful answers a second: {sum(late) / len(late):.0f}")
    print(f"{label}, seconds below half of capacity: {sum(g < 50 for g in late)}")
mean = {guard: sum(g[10:]) / 50 for guard, g in good.items()}
assert mean["none"] < 5 < mean["breaker"] < mean["limit"] and mean["limit"] > 95
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["second", "none", "breaker", "limit"])
    out.writerows(zip(range(END), good["none"], good["breaker"], good["limit"]))
