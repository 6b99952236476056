"""A retry storm that outlives its cause, and what ends it. A model.

The service answers 100 requests a second in order of arrival; 80 users a second come
and give up after 1 s. At second 20 it stands still for 5 s, then it is healthy again.
"""

import csv
import heapq
import os
import random
from collections import deque

CAPACITY, USERS, PATIENCE, END = 100, 80, 1.0, 120
BACK = 60  # when the operators act


# --8<-- [start:model]
def run(tries, budget=None, readmit=None, users=USERS):
    """Return the good answers of each second. `readmit` drops everything at BACK and
    lets the given share of users back in, each second a step more."""
    chance, good, queue, tokens = random.Random(7), [0] * END, deque(), 10.0
    arrivals = [(chance.uniform(s, s + 1), tries) for s in range(END)
                for _ in range(users)]
    heapq.heapify(arrivals)
    for tick in range(END * CAPACITY):
        now = tick / CAPACITY
        if readmit and tick == BACK * CAPACITY:
            queue.clear()  # (1)!
        while arrivals and arrivals[0][0] <= now:
            came, left = heapq.heappop(arrivals)
            if left == tries and readmit and now >= BACK:
                if chance.random() > (now - BACK) * readmit:
                    continue  # (2)!
            queue.append((came, left))
        if not queue or 20 <= now < 25:
            continue
        came, left = queue.popleft()
        if now - came <= PATIENCE:
            good[int(now)] += 1
            tokens = min(tokens + (budget or 0), 10)
        elif left > 1 and (budget is None or tokens >= 1):
            tokens -= budget is not None
            again = max(now, came + PATIENCE) + chance.uniform(0, 1)  # (3)!
            heapq.heappush(arrivals, (again, left - 1))
    return good
# --8<-- [end:model]


if __name__ == "__main__":
    RUNS = {
        "no retries": run(1),
        "3 tries": run(3),
        "3 tries, budget 10 %": run(3, budget=0.1),
        "3 tries, dropped, readmitted": run(3, readmit=0.1),
    }
    for name, good in RUNS.items():
        assert abs(sum(good[10:20]) / 10 - USERS) < 2
        print(f"{name}, before: {sum(good[10:20]) / 10:.0f}/s")
        late = sum(good[85:]) / 35
        print(f"{name}, a minute after the cause is gone: {late:.0f}/s")
        assert late < 5 if name == "3 tries" else late > 75
    with open(os.environ["PLOT_DATA"], "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["second", "none", "retries", "budget", "readmitted"])
        out.writerows(zip(range(END), *RUNS.values()))
