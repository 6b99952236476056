# A model: 100 servers, Poisson arrivals, exponential service of mean 1.
import random
from collections import deque
from itertools import count


# --8<-- [start:idea]
def simulate(load, choices, jobs, servers=100, seed=7):
    """Mean time in the system; a job joins the shortest of `choices` random queues."""
    random.seed(seed)
    queues = [deque() for _ in range(servers)]  # when each job in it will be finished
    now, total, warm = 0.0, 0.0, jobs // 4
    for job in range(jobs):
        now += random.expovariate(load * servers)
        asked = random.sample(queues, choices) if choices > 1 else [
            random.choice(queues)
        ]
        for queue in asked:
            while queue and queue[0] <= now:
                queue.popleft()
        queue = min(asked, key=len)
        done = (queue[-1] if queue else now) + random.expovariate(1.0)
        queue.append(done)
        if job >= warm:
            total += done - now
    return total / (jobs - warm)


def closed_form(load, d):
    """Mitzenmacher: sum of load ^ ((d^i - d) / (d - 1)) for infinitely many servers."""
    if d == 1:
        return 1 / (1 - load)
    total = 0.0
    for i in count(1):
        term = load ** ((d**i - d) // (d - 1))
        total += term
        if term < 1e-12:
            return total
# --8<-- [end:idea]


PUBLISHED = {0.5: 1.2673, 0.7: 1.6202, 0.8: 1.9585, 0.9: 2.6454, 0.95: 3.4610}
print("load   random   two choices   simulated")
exact, simulated = [], []
for load, published in PUBLISHED.items():
    exact.append(closed_form(load, 2))
    simulated.append(simulate(load, 2, jobs=150_000))
    print(f"{load:<6} {closed_form(load, 1):>6.2f} {exact[-1]:>13.4f} "
          f"{simulated[-1]:>11.4f}")  # fmt: skip
    assert abs(simulated[-1] / published - 1) < 0.03
print(f"two choices, closed form: {' '.join(f'{value:.4f}' for value in exact)}")
print(f"two choices, simulated: {' '.join(f'{value:.4f}' for value in simulated)}")
print(f"two choices, closed form at 0.99: {closed_form(0.99, 2):.4f}")
ones = " ".join(f"{closed_form(load, 1):.2f}" for load in PUBLISHED)
print(f"random, closed form: {ones}")
print(f"random, simulated at 0.9: {simulate(0.9, 1, jobs=150_000):.2f}")


def highest_load(d, limit):
    load = 0.0
    while closed_form(load + 0.001, d) <= limit:
        load += 0.001
    return load


print(f"load at which the mean is 3 service times, random: {highest_load(1, 3):.2f}")
print(f"load at which the mean is 3 service times, two: {highest_load(2, 3):.2f}")
