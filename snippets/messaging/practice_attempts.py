# How much of an outage of ten minutes do attempts with a growing delay cover? A model.
OUTAGE, RATE = 600, 50  # seconds, messages a second


def span(attempts, first=1.0, factor=2, cap=float("inf")):
    """Seconds from the first attempt to the last."""
    return sum(min(first * factor**n, cap) for n in range(attempts - 1))


def dead(seconds):
    """Messages that arrive so early that even their last attempt fails."""
    return max(0, round((OUTAGE - seconds) * RATE))


for attempts, first in ((5, 1), (11, 1), (5, 60)):
    seconds = span(attempts, first)
    print(f"{attempts} attempts from {first} s cover {seconds:.0f} s", end=", ")
    print(f"dead letters: {dead(seconds):,} of {OUTAGE * RATE:,}")
capped = next(n for n in range(2, 99) if span(n, cap=60) >= OUTAGE)
print(f"attempts that outlast it, delays of at most 60 s: {capped}")
assert dead(span(5)) > 0.9 * OUTAGE * RATE and dead(span(11)) == 0
