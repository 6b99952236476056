"""Contending clients that retry: five ways to wait. A model with a clock of its own.

N clients read one row's version and write it back if it is unchanged (optimistic
concurrency control). All start at once; who loses the race waits and tries again.
"""

import csv
import heapq
import math
import os
import random

BASE, CAP = 5, 2000  # milliseconds


# --8<-- [start:model]
def wait(strategy: str, attempt: int, last: float, chance: random.Random) -> float:
    """Return the milliseconds to wait before try number `attempt` + 1."""
    ceiling = min(CAP, BASE * 2 ** min(attempt, 20))
    if strategy == "none":
        return 0
    if strategy == "exponential":
        return ceiling
    if strategy == "equal":
        return ceiling / 2 + chance.uniform(0, ceiling / 2)
    if strategy == "full":
        return chance.uniform(0, ceiling)
    return min(CAP, chance.uniform(BASE, last * 3))  # decorrelated


def run(strategy: str, clients: int, seed: int = 1) -> tuple[int, float]:
    """Return how many calls it took, and the time at which the last client was done."""
    chance = random.Random(seed)

    def network() -> float:
        return abs(chance.gauss(10, 2))

    version, calls, now = 0, 0, 0.0
    state = [(0, float(BASE)) for _ in range(clients)]  # attempts, last wait
    queue = [(network(), client, None) for client in range(clients)]
    heapq.heapify(queue)
    while queue:
        now, client, seen = heapq.heappop(queue)
        if seen is None:  # the read arrives; its answer and the write travel
            calls += 1
            heapq.heappush(queue, (now + network() + network(), client, version))
        elif seen == version:
            version += 1
        else:
            attempt, last = state[client]
            pause = wait(strategy, attempt + 1, last, chance)
            state[client] = attempt + 1, max(pause, BASE)
            heapq.heappush(queue, (now + pause + network() + network(), client, None))
    return calls, now
# --8<-- [end:model]


STRATEGIES = ["none", "exponential", "equal", "full", "decorrelated"]


def mean(strategy: str, clients: int, runs: int = 10) -> tuple[float, float]:
    """Return the mean calls and the mean milliseconds of `runs` runs."""
    results = [run(strategy, clients, seed) for seed in range(runs)]
    return tuple(sum(column) / runs for column in zip(*results))


if __name__ == "__main__":
    counts = range(10, 200, 20)
    table = {s: {n: mean(s, n) for n in [*counts, 100]} for s in STRATEGIES}
    print(f"{'100 clients':14} {'calls':>6} {'done after':>11}")
    for strategy in STRATEGIES:
        calls, took = table[strategy][100]
        print(f"{strategy:14} {calls:6.0f} {took:8.0f} ms")
    calls = {s: table[s][100][0] for s in STRATEGIES}
    took = {s: table[s][100][1] for s in STRATEGIES}
    share = calls["full"] / calls["exponential"]
    print(f"calls, full jitter of exponential: {share:.2f}")
    first, last = table["none"][50][0], table["none"][190][0]
    slope = math.log(last / first) / math.log(190 / 50)
    print(f"calls without a wait grow like N to the power: {slope:.2f}")
    print(f"least work: {min(calls, key=calls.get)}")
    print(f"slowest: {max(took, key=took.get)}")
    with open(os.environ["PLOT_DATA"], "w", newline="") as file:
        rows = ([n, *(f"{table[s][n][0]:.0f}" for s in STRATEGIES)] for n in counts)
        csv.writer(file).writerows([["clients", *STRATEGIES], *rows])
    assert share <= 0.5 and 1.75 <= slope <= 2.1
