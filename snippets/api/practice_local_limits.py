import random

# A model: 4 instances, each may admit its share of 100 requests a minute.
LIMIT, INSTANCES = 100, 4


def admitted(pick, calls, share):
    """Return how many of the calls of one minute pass."""
    left = [share] * INSTANCES
    passed = 0
    for number in range(calls):
        instance = pick(number)
        if left[instance]:
            left[instance] -= 1
            passed += 1
    return passed


rng = random.Random(1)
PICKS = {"round robin": lambda number: number % INSTANCES,
         "at random": lambda number: rng.randrange(INSTANCES),
         "one connection": lambda number: 0}
print("admitted of 100 calls with LIMIT/4 each, of 400 calls with LIMIT each")
for name, pick in PICKS.items():
    strict = admitted(pick, 100, LIMIT // INSTANCES)
    loose = admitted(pick, 400, LIMIT)
    print(f"{name:<16}{strict:>14}{loose:>12}")
assert admitted(PICKS["one connection"], 100, LIMIT // INSTANCES) == 25
assert admitted(PICKS["round robin"], 400, LIMIT) == 400
