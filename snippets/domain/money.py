# needs: postgresql
"""Minor units, the exponent of a currency, rounding, and a split that loses nothing."""

import os
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import psycopg

# --8<-- [start:split]
EXPONENT = {"JPY": 0, "USD": 2, "BHD": 3}  # (1)!


def minor(text, currency):
    amount = Decimal(text).scaleb(EXPONENT[currency])
    if amount != amount.to_integral_value():
        raise ValueError(f"{text} {currency}: too many digits")  # (2)!
    return int(amount)


def split(total, weights):
    """Largest remainder: parts differ from exact by less than 1 and sum to total."""
    exact = [Fraction(total * w, sum(weights)) for w in weights]
    parts = [e.numerator // e.denominator for e in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: total - sum(parts)]:  # (3)!
        parts[i] += 1
    return parts


# --8<-- [end:split]
print("0.1 + 0.2 as float:", 0.1 + 0.2)
print("int(1.15 * 100):", int(1.15 * 100))
print("a million times 0.10 as float:", sum([0.10] * 1_000_000))
print("2^53 + 1 as float:", f"{float(2**53 + 1):.0f}")
for text, currency in (("1000", "JPY"), ("10.00", "USD"), ("1.000", "BHD")):
    print(f"{text} {currency}: {minor(text, currency)} minor units")
try:
    minor("10.50", "JPY")
except ValueError as error:
    print("refused:", error)

print("100 in 3:", split(100, [1, 1, 1]))
print("-100 in 3:", split(-100, [1, 1, 1]))
print("1000 by 50/30/20.5:", split(1000, [500, 300, 205]))
for total in range(-200, 200):
    for weights in ([1, 1, 1], [500, 300, 205], [1], [7, 0, 3]):
        assert sum(split(total, weights)) == total

halves = [Decimal(n) + Decimal("0.5") for n in range(1000)]  # 0.5, 1.5, ... 999.5
for name, mode in (("half up", ROUND_HALF_UP), ("half even", ROUND_HALF_EVEN)):
    off = sum(h.quantize(Decimal(1), mode) - h for h in halves)
    print(f"1000 halves, {name}: off by {off.normalize():f}")
db = psycopg.connect(os.environ["DATABASE_URL"])
sql = "SELECT round(2.5::numeric), round(2.5::float8), (2.5::numeric)::int, 7 / 2"
numeric, double, cast, division = db.execute(sql).fetchone()
print("Python round(2.5):", round(2.5))
print("PostgreSQL round(2.5), numeric:", numeric)
print("PostgreSQL round(2.5), float8:", double)
print("PostgreSQL 7 / 2, integers:", division)
assert (numeric, double, cast, division) == (3, 2, 3, 3)

lines = [99, 99, 99]  # three items of 99 yen, 10% tax
print("tax by line, rounded down:", sum(n * 10 // 100 for n in lines))
print("tax by total, rounded down:", sum(lines) * 10 // 100)
