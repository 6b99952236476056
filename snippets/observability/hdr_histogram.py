"""O02: HdrHistogram: how much it weighs, how wrong it is, how it is merged."""

from math import ceil, log2
from random import Random

from hdrh.histogram import HdrHistogram


# --8<-- [start:layout]
def counters(highest: int, digits: int) -> int:
    """Counters for 1..highest at `digits` significant digits, from the definition."""
    exact = 2 ** ceil(log2(2 * 10**digits))  # below this each value has its own
    octaves = 1
    while exact << (octaves - 1) <= highest:  # (1)!
        octaves += 1
    return (octaves + 1) * exact // 2
# --8<-- [end:layout]


HOUR = 3_600_000_000  # microseconds
for highest, digits in [(HOUR, 3), (HOUR, 2), (60_000_000, 3), (60_000_000, 2)]:
    held = HdrHistogram(1, highest, digits).counts_len
    assert held == counters(highest, digits)
    print(f"1 us to {highest // 1_000_000} s, {digits} digits: {held:,} counters, "
          f"{8 * held:,} bytes")  # fmt: skip

# --8<-- [start:merge]
chance = Random(7)
values = [int(1000 * chance.lognormvariate(3, 1.2)) + 1 for _ in range(1_000_000)]
parts = [HdrHistogram(1, HOUR, 3) for _ in range(4)]
for i, value in enumerate(values):
    parts[i % 4].record_value(value)
sent = [part.encode() for part in parts]  # what a process sends to another
whole = HdrHistogram(1, HOUR, 3)
for text in sent:
    whole.decode_and_add(text)
# --8<-- [end:merge]
values.sort()
worst = 0.0
for share in (50, 90, 95, 99, 99.9, 99.99, 99.999, 100):
    true = values[ceil(share / 100 * len(values)) - 1]
    worst = max(worst, abs(whole.get_value_at_percentile(share) / true - 1))
print(f"samples: {whole.get_total_count():,}")
print(f"largest error of eight percentiles: {worst:.4%}")
print(f"counters after 1,000,000 samples: {whole.counts_len:,}")
print(f"one part as sent: {len(sent[0]) / 1024:.0f} KiB")
assert worst <= 0.001 and whole.get_total_count() == len(values)
