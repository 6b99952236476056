"""A model: two replicas count likes while they cannot hear each other, then merge."""

import random

rng = random.Random(6)


# --8<-- [start:idea]
class LastWrite:
    """The whole value, with the time of its last change; the newer one wins."""

    def __init__(self):
        self.value, self.stamp = 0, 0

    def add(self, _replica, time):
        self.value, self.stamp = self.value + 1, time

    def merge(self, other):
        if other.stamp > self.stamp:
            self.value, self.stamp = other.value, other.stamp


class GrowCounter:
    """One count per replica; merge takes the larger of each (a G-counter)."""

    def __init__(self):
        self.counts = {"eu": 0, "us": 0}

    @property
    def value(self):
        return sum(self.counts.values())

    def add(self, replica, _time):
        self.counts[replica] += 1

    def merge(self, other):  # (1)!
        for replica, count in other.counts.items():
            self.counts[replica] = max(self.counts[replica], count)
# --8<-- [end:idea]


likes = [(time, rng.choice(("eu", "us"))) for time in range(1, 1001)]
kinds = {"last write wins": LastWrite, "one count per replica": GrowCounter}
for name, kind in kinds.items():
    eu, us = kind(), kind()
    for time, replica in likes:
        {"eu": eu, "us": us}[replica].add(replica, time)
    for left, right in ((eu, us), (us, eu), (eu, us)):  # again: merging is idempotent
        left.merge(right)
    print(f"{name}, replicas agree: {eu.value == us.value}")
    print(f"{name}, likes of 1000: {eu.value}")
    assert eu.value == us.value and (eu.value == 1000) == (kind is GrowCounter)
