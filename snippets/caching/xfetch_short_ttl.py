import math
import random

RATE, BETA, LENGTH = 100, 1.0, 2_000  # requests a rebuild; time is counted in rebuilds
rng = random.Random(42)


def rebuilds(ttl):
    """How many rebuilds one key causes in LENGTH rebuild times with XFetch."""
    now, expiry, under_way, count = 0.0, ttl, [], 0
    while (now := now + rng.expovariate(RATE)) < LENGTH:
        while under_way and under_way[0] <= now:
            expiry = under_way.pop(0) + ttl
        if now - BETA * math.log(1 - rng.random()) >= expiry:
            under_way.append(now + 1)
            count += 1
    return count


print(f"first rebuild at about ln({RATE}) = {math.log(RATE):.1f} rebuild times early")
ratios = {}
for ttl in (100, 20, 10, 5):
    with_lock = LENGTH / (ttl + 1)
    ratios[ttl] = rebuilds(ttl) / with_lock
    print(f"TTL {ttl}, calls against a lock: {ratios[ttl]:.1f}")
assert ratios[100] < 4 and ratios[5] > 5
