"""A model: three nodes with skewed clocks exchange 20,000 messages (seeded)."""

import random

SKEW = {"a": 0, "b": -80, "c": 45}  # ms off true time


# --8<-- [start:idea]
class HybridClock:
    """Kulkarni et al. 2014: wall time, and a counter for what wall time cannot tell."""

    def __init__(self, wall):
        self.wall, self.time, self.count = wall, 0, 0

    def now(self, seen=(0, 0)):
        """Stamp a local event or a send; `seen` is the stamp of a received message."""
        newest = max(self.wall(), self.time, seen[0])  # (1)!
        if newest == self.time == seen[0]:
            self.count = max(self.count, seen[1]) + 1
        elif newest == self.time:
            self.count += 1
        elif newest == seen[0]:
            self.count = seen[1] + 1
        else:
            self.count = 0  # (2)!
        self.time = newest
        return self.time, self.count
# --8<-- [end:idea]


rng, true = random.Random(4), 0
walls = {name: lambda name=name: true + SKEW[name] for name in SKEW}
hybrid = {name: HybridClock(walls[name]) for name in SKEW}
lamport = dict.fromkeys(SKEW, 0)
backwards = dict.fromkeys(("wall", "Lamport", "hybrid"), 0)
ahead, highest = 0, 0
for _ in range(20_000):
    true += rng.choice((0, 1, 2, 5))
    sender, receiver = rng.sample(sorted(SKEW), 2)
    lamport[sender] += 1
    sent = walls[sender](), lamport[sender], hybrid[sender].now()
    true += rng.choice((1, 2, 30))  # on the wire
    lamport[receiver] = max(lamport[receiver], sent[1]) + 1
    got = walls[receiver](), lamport[receiver], hybrid[receiver].now(sent[2])
    for name, before, after in zip(backwards, sent, got, strict=True):
        backwards[name] += after <= before
    ahead = max(ahead, got[2][0] - walls[receiver]())
    highest = max(highest, got[2][1])
for name, count in backwards.items():
    print(f"{name}, messages received before they were sent: {count}")
print(f"hybrid, most ahead of the node's own clock: {ahead} ms")
print(f"hybrid, highest counter: {highest}")
print(f"Lamport at the end: {max(lamport.values())}, true time: {true} ms")
assert backwards["hybrid"] == backwards["Lamport"] == 0 < backwards["wall"]
assert ahead <= max(SKEW.values()) - min(SKEW.values())
