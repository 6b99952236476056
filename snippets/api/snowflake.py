"""41 bits of milliseconds, 10 of worker, 12 of sequence; a clock that steps back."""

EPOCH = 1_767_225_600_000  # 2026-01-01, in milliseconds


# --8<-- [start:generator]
class Snowflake:
    def __init__(self, worker: int, clock, guard: bool = True) -> None:
        self.worker, self.clock, self.guard = worker, clock, guard
        self.last, self.sequence = -1, 0

    def __call__(self) -> int:
        now = self.clock()
        if self.guard and now < self.last:
            raise RuntimeError(f"clock went back {self.last - now} ms")  # (1)!
        self.sequence = self.sequence + 1 if now == self.last else 0
        if self.sequence == 4096:
            while now <= self.last:  # (2)!
                now = self.clock()
            self.sequence = 0
        self.last = now
        return (now - EPOCH) << 22 | self.worker << 12 | self.sequence


# --8<-- [end:generator]
class Clock:
    """Stands still for `reads` readings, then goes on by one millisecond."""

    def __init__(self, now: int, reads: int) -> None:
        self.now, self.reads, self.count = now, reads, 0

    def __call__(self) -> int:
        self.count += 1
        return self.now + (self.count - 1) // self.reads


years = 2**41 / 1000 / 86400 / 365.25
print(f"years: {years:.1f}")
print(f"workers: {2**10}")
start = EPOCH + 9_000_000
new_id = Snowflake(3, Clock(start, 5000))
first = [new_id() for _ in range(6000)]
in_first = sum(id >> 22 == 9_000_000 for id in first)
print(f"ids in one millisecond: {in_first}")
assert first == sorted(set(first)) and in_first == 4096 and f"{years:.1f}" == "69.7"

for guard in (False, True):
    clock = Clock(start, 100)
    new_id = Snowflake(3, clock, guard)
    before = [new_id() for _ in range(1000)]
    clock.count -= 500  # NTP steps the clock back by 5 ms
    try:
        after = [new_id() for _ in range(1000)]
        twice = len(set(before) & set(after))
        print(f"ids given twice, 5 ms back, no guard: {twice}")
        assert twice
    except RuntimeError as error:
        print(f"5 ms back, guard: {error}")
print(f"first id as a number: {first[0]}, safe until 2**53: {first[0] < 2**53}")
day = next(d for d in range(1000) if (d * 86_400_000) << 22 >= 2**53)
print(f"ids leave the safe range on day: {day}")
