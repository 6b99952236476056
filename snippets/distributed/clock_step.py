"""A model: one lease, checked by wall clock and by monotonic clock, and the wall clock
is stepped while it runs. Time is injected; all in seconds."""


class Clock:
    """True time, and what a machine with a stepped wall clock reads."""

    def __init__(self):
        self.true, self.offset = 0.0, 0.0

    def wall(self):
        return 1_000_000 + self.true + self.offset

    def monotonic(self):
        return 5_000 + self.true


# --8<-- [start:idea]
def believes_until(read, clock, step):
    """Return the true time at which a holder stops believing in a 10 s lease."""
    started = read()
    deadline = started + 10
    while read() < deadline:
        clock.true += 0.5
        if clock.true == 3:
            clock.offset += step  # (1)!
    return clock.true, read() - started


for step in (0, -60, 60):
    for name in ("wall", "monotonic"):
        clock = Clock()
        ended, elapsed = believes_until(getattr(clock, name), clock, step)
        print(f"step {step:+d} s, {name}: holds until second {ended:g}")
        assert name == "wall" or ended == 10
# --8<-- [end:idea]

clock = Clock()
before = clock.wall()
clock.true, clock.offset = 0.02, -1.0  # a request of 20 ms, the clock set back 1 s
print(f"latency by wall clock across a step of -1 s: {(clock.wall() - before):.2f} s")
