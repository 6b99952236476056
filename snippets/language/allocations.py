# page: no (platform)
"""A list of everything, or one row at a time: what is alive at the peak?"""

import tracemalloc
from collections.abc import Iterator

ROWS = 100_000


def rows() -> Iterator[str]:
    for number in range(ROWS):
        yield f"order {number}"


def total_of_list() -> int:
    everything = [row for row in rows()] 
    return sum(len(row) for row in everything)


def total_of_generator() -> int:
    return sum(len(row) for row in rows()) 


def peak_kib(work: object) -> float:
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1024


listed, streamed = peak_kib(total_of_list), peak_kib(total_of_generator)
print(f"list, peak: ≈ {listed:.0f} KiB")
print(f"generator, peak: ≈ {streamed:.1f} KiB")
assert listed > 1000 * streamed

tracemalloc.start()
before = tracemalloc.take_snapshot()
leak = list(rows()) 
after = tracemalloc.take_snapshot()
top = after.compare_to(before, "lineno")[0]
line = open(__file__).read().splitlines()[top.traceback[0].lineno - 1]
print(f"most new objects: {top.count_diff:,} at: {line.strip()}")
