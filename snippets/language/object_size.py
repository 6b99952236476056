# page: no (platform)
"""The same three fields as a Python dict, as an object, with slots; and an array."""

import sys
import tracemalloc
from array import array
from collections.abc import Callable
from dataclasses import dataclass

COUNT = 100_000


@dataclass
class Order:
    paid: bool
    amount: int
    late: bool


@dataclass(slots=True)
class Slotted:
    paid: bool
    amount: int
    late: bool


def bytes_each(make: Callable[[], object]) -> float:
    tracemalloc.start()
    kept = make()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return size / COUNT


amounts = range(1_000, 1_000 + COUNT)
dicts = bytes_each(lambda: [dict(paid=True, amount=n, late=False) for n in amounts])
plain = bytes_each(lambda: [Order(True, n, False) for n in amounts])
slots = bytes_each(lambda: [Slotted(True, n, False) for n in amounts])
packed = bytes_each(lambda: array("q", amounts))
print(f"int 1000: {sys.getsizeof(1000)}")
print(f"dict each: ≈ {dicts:.0f}")
print(f"object each: ≈ {plain:.0f}")
print(f"object with slots each: ≈ {slots:.0f}")
print(f"amount alone in array('q'), each: ≈ {packed:.0f}")
assert dicts > plain > slots > 5 * packed
