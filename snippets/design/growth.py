"""When a limit is reached: memory, disk, the id, under three curves and a retention."""

import csv
import os
from datetime import date, timedelta
from math import exp, log

# --8<-- [start:idea]
TODAY, ROWS, PER_MONTH = date(2026, 11, 21), 400e6, 40e6  # rows now, new rows a month
BYTES, MEMORY, RETENTION = 141, 96e9, 13  # a row with indexes; bytes; months kept
INT4 = 2**31 - 1


def new_rows(curve, month):
    return PER_MONTH * {
        "steady": 1.0,
        "compound": 1.06**month,
        "saturating": 3 / (1 + 2 * exp(-0.12 * month)),  # (1)!
    }[curve]


def total(curve, months, kept=None):
    """Rows after so many months; those older than `kept` are dropped."""
    made = [PER_MONTH] * int(ROWS / PER_MONTH)
    made += [new_rows(curve, month) for month in range(months)]
    return sum(made[-kept:] if kept else made)


def day_of(curve, limit, kept=None):
    for months in range(1, 240):
        if total(curve, months, kept) >= limit:
            return (TODAY + timedelta(days=30.44 * months)).strftime("%Y-%m")
    return "never"


# --8<-- [end:idea]

for curve in ("steady", "compound", "saturating"):
    print(f"{curve}, larger than memory: {day_of(curve, MEMORY / BYTES)}")
    print(f"{curve}, larger than memory with 13 months kept: "
          f"{day_of(curve, MEMORY / BYTES, RETENTION)}")  # fmt: skip
    print(f"{curve}, int4 id at its end: {day_of(curve, INT4)}")
double = log(2) / log(1.06)
print(f"6 % a month, months to double: {double:.0f}")
print(f"6 % a month is in a year: × {1.06**12:.2f}")
print(f"int4 at 1,000 ids a second, days: {INT4 / 1000 / 86_400:.0f}")
years = (2**63 - 1) / 1e6 / 86_400 / 365
print(f"bigint at 1,000,000 ids a second, years: {years:,.0f}")
early = day_of("compound", INT4 / 3)  # conflicts and rollbacks use up ids, too
print(f"compound, int4 at its end with 3 ids a row: {early}")
assert day_of("compound", INT4) < day_of("steady", INT4)
if plot := os.environ.get("PLOT_DATA"):
    with open(plot, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["month", "steady", "compound", "kept", "memory"])
        for month in range(0, 37, 2):
            sizes = [total("steady", month), total("compound", month),
                     total("compound", month, RETENTION), MEMORY / BYTES]  # fmt: skip
            writer.writerow([month, *(f"{size * BYTES / 1e9:.1f}" for size in sizes)])
