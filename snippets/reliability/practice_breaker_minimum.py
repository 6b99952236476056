"""Practice: a quiet dependency, one call in 5 s, and three settings of its breaker."""

import random

from snippets.reliability.breaker import Breaker

DAY = 24 * 60 * 60 // 5  # calls


def openings(failing, **settings):
    """Return how often the breaker opens in a day, and the share of calls refused."""
    chance, now, opened, refused = random.Random(9), 0.0, 0, 0
    breaker = Breaker(lambda: now, threshold=0.5, wait=30, probes=1, **settings)
    for _ in range(DAY):
        now += 5
        permit = breaker.allow()
        if permit is None:
            refused += 1
            continue
        breaker.record(permit, chance.random() >= failing)
        opened += breaker.state == "open"
    return opened, refused / DAY


for label, settings in (
    ("10 s, minimum 1", dict(seconds=10, minimum=1)),
    ("10 s, minimum 20", dict(seconds=10, minimum=20)),
    ("20 calls", dict(calls=20, minimum=20)),
):
    opened, refused = openings(0.01, **settings)
    print(f"{label}, opened at 1 % failures: {opened} times, {refused:.1%} refused")
    assert (opened > 100) == (label == "10 s, minimum 1")
    opened, refused = openings(1.0, **settings)
    assert (refused > 0.8) != (label == "10 s, minimum 20")
    print(f"{label}, dependency dead all day: {refused:.1%} refused")
