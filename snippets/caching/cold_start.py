"""A flushed cache that never fills again: a model with a clock of its own.

The origin answers 120 queries a second in order of arrival. A caller waits 1 s; an
answer that comes later finds nobody, and nobody caches it. Entries live 20 s.
"""

import csv
import os
import random
from collections import deque

ITEMS, RATE, CAPACITY, PATIENCE, TTL, FLUSH, END = 1000, 600, 120, 1, 20, 30, 90


# --8<-- [start:model]
def run(shed: bool) -> list[float]:
    """Return the hit ratio of each second; the cache is flushed at second FLUSH."""
    chance = random.Random(3)
    expires = {item: chance.uniform(0, TTL) for item in range(ITEMS)}
    queue: deque[tuple[float, int]] = deque()
    ratios, budget = [], 0.0
    for second in range(END):
        if second == FLUSH:
            expires.clear()
        hits = 0
        for tick in range(RATE):
            now = second + tick / RATE
            item = int(ITEMS * chance.random() ** 3)  # a few items are hot
            if expires.get(item, 0) > now:
                hits += 1
            elif not shed or len(queue) < CAPACITY * PATIENCE / 2:  # (1)!
                queue.append((now, item))
            budget = min(budget + CAPACITY / RATE, 1)
            if queue and budget >= 1:
                asked, item = queue.popleft()  # the origin works either way
                budget -= 1
                if now - asked <= PATIENCE:
                    expires[item] = now + TTL  # (2)!
        ratios.append(hits / RATE)
    return ratios
# --8<-- [end:model]


plain, shedding = run(shed=False), run(shed=True)


def mean(ratios: list[float], start: int, end: int) -> float:
    return sum(ratios[start:end]) / (end - start)


print(f"requests per second: {RATE}")
print(f"capacity per second: {CAPACITY}")
print(f"a caller waits: {PATIENCE} s")
print(f"TTL: {TTL} s")
print(f"hit ratio before the flush: {mean(plain, 20, 30):.2f}")
print(f"origin load before the flush, of capacity: "
      f"{(1 - mean(plain, 20, 30)) * RATE / CAPACITY:.0%}")
print(f"origin load right after it, of capacity: {RATE / CAPACITY:.0%}")
print(f"hit ratio in the last 10 s, unbounded queue: {mean(plain, 80, 90):.2f}")
print(f"hit ratio in the last 10 s, short queue: {mean(shedding, 80, 90):.2f}")
assert mean(plain, 80, 90) < 0.2 < 0.7 < mean(shedding, 80, 90)
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    head = [("second", "unbounded", "short")]
    rows = zip(range(END), (f"{r:.3f}" for r in plain), (f"{r:.3f}" for r in shedding))
    csv.writer(file).writerows([*head, *rows])
