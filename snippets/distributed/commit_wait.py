"""A model of TrueTime's commit wait: clocks are off by up to EPSILON ms, one way or the
other, and each transaction begins after the answer of the one before (seeded)."""

import random

PAIRS, EPSILON = 10_000, 7


# --8<-- [start:idea]
def commit(start, error, wait):
    """Commit at true time `start` on a node that is `error` ms off; return the stamp
    and the true time of the answer to the client."""
    now = start + error
    stamp = now + EPSILON if wait else now  # (1)!
    if not wait:
        return stamp, start
    earliest = stamp + EPSILON - error  # (2)!
    return stamp, max(start, earliest)


for wait in (False, True):
    rng, wrong, waited = random.Random(5), 0, 0.0
    for _ in range(PAIRS):
        errors = [rng.uniform(-EPSILON, EPSILON) for _ in range(2)]
        first, answered = commit(0, errors[0], wait)
        second, _ = commit(answered + rng.uniform(0, 5), errors[1], wait)
        wrong += second <= first
        waited += answered
    name = "with commit wait" if wait else "without a wait"
    print(f"{name}, pairs stamped in the wrong order: {wrong} of {PAIRS}")
    print(f"{name}, waited per commit: {waited / PAIRS:.1f} ms")
    assert (wrong == 0) == wait
# --8<-- [end:idea]
