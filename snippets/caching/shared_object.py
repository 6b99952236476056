"""An in-process cache hands every caller the same object."""

from copy import deepcopy
from dataclasses import FrozenInstanceError, dataclass
from functools import lru_cache


@lru_cache
def price_list() -> dict[str, int]:
    return {"book": 1000, "pen": 200}


def price_for(product: str, member: bool) -> int:
    prices = price_list()
    if member:
        for name in prices:
            prices[name] = prices[name] * 9 // 10  # (1)!
    return prices[product]


print(f"guest before: {price_for('book', member=False)}")
for visit in range(3):
    price_for("book", member=True)
print(f"guest after three members: {price_for('book', member=False)}")
assert price_for("book", member=False) == 729

price_list.cache_clear()
mine = deepcopy(price_list())  # (2)!
mine["book"] = 0
print(f"guest, callers get copies: {price_for('book', member=False)}")


@dataclass(frozen=True)
class Prices:
    book: int
    pen: int


@lru_cache
def frozen_prices() -> Prices:
    return Prices(book=1000, pen=200)


try:
    frozen_prices().book = 0
except FrozenInstanceError as error:
    print(f"frozen: FrozenInstanceError: {error}")
assert frozen_prices().book == 1000
