import random
from collections import deque

LIMIT, WINDOW = 50, 60


# --8<-- [start:limiters]
class SlidingLog:
    """The truth: every accepted request of the last minute."""

    def __init__(self):
        self.times = deque()

    def allow(self, now):
        while self.times and self.times[0] <= now - WINDOW:
            self.times.popleft()
        if len(self.times) < LIMIT:
            self.times.append(now)
            return True
        return False


class FixedWindow:
    def __init__(self):
        self.window, self.count, self.before = None, 0, 0

    def estimate(self, now):
        return self.count

    def allow(self, now):
        window = now // WINDOW
        if window != self.window:
            self.before = self.count if window - 1 == self.window else 0
            self.window, self.count = window, 0
        if self.estimate(now) + 1 > LIMIT:
            return False
        self.count += 1
        return True


class SlidingCounter(FixedWindow):
    def estimate(self, now):
        return self.before * (WINDOW - now % WINDOW) / WINDOW + self.count


class TokenBucket:
    def __init__(self):
        self.tokens, self.at = LIMIT, 0

    def allow(self, now):
        self.tokens = min(LIMIT, self.tokens + (now - self.at) * LIMIT / WINDOW)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True
# --8<-- [end:limiters]


def smooth(rng, share):
    now = 0
    while now < 3600:
        now += rng.expovariate(share * LIMIT / WINDOW)
        yield now


def burst_at_the_edge(rng, share):
    """Fifty in the last second of a minute, fifty in the first of the next one."""
    for minute in range(1, 60, 2):
        yield from sorted(minute * WINDOW - rng.random() for _ in range(LIMIT))
        yield from sorted(minute * WINDOW + rng.random() for _ in range(LIMIT))


def burst_then_trickle(rng, share):
    """Fifty in the last second of a minute, then one a second for a minute."""
    for minute in range(1, 60, 4):
        yield from sorted(minute * WINDOW - rng.random() for _ in range(LIMIT))
        yield from (minute * WINDOW + second for second in range(WINDOW - 1))


counter = SlidingCounter()
counter.window, counter.before, counter.count = 1, 42, 18
print("estimate 15 s into the minute:", counter.estimate(75))
print(f"{'arrivals':<20}{'limiter':<16}{'unlike the log':>16}{'most in 60 s':>14}")
wrong = {}
for label, arrivals, share, clients in (("60% of the limit", smooth, 0.6, 200),
                                        ("95% of the limit", smooth, 0.95, 50),
                                        ("bursts at the edge", burst_at_the_edge, 1, 5),
                                        ("burst, then 1/s", burst_then_trickle, 1, 5)):
    for kind in (FixedWindow, SlidingCounter, TokenBucket):
        rng, differ, total, most = random.Random(4), 0, 0, 0
        for _ in range(clients):
            truth, limiter, recent = SlidingLog(), kind(), deque()
            for now in arrivals(rng, share):
                allowed = limiter.allow(now)
                differ += allowed != truth.allow(now)
                total += 1
                if allowed:
                    recent.append(now)
                    while recent[0] <= now - WINDOW:
                        recent.popleft()
                    most = max(most, len(recent))
        wrong[label, kind.__name__] = differ / total
        print(f"{label:<20}{kind.__name__:<16}{differ / total:>16.3%}{most:>14}")
print(f"sliding counter unlike the log, 60% load: "
      f"{wrong['60% of the limit', 'SlidingCounter']:.3%}")
assert counter.estimate(75) == 49.5
assert wrong["60% of the limit", "SlidingCounter"] < 0.001
