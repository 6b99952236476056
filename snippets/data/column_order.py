# needs: postgresql
import csv
import os
from collections import Counter
from math import ceil

import psycopg

# --8<-- [start:columns]
# name: (declaration, alignment, bytes of the stored value)
COLUMNS = {
    "is_shipped": ("boolean NOT NULL", 1, 1),
    "user_id": ("bigint NOT NULL", 8, 8),
    "order_total": ("numeric NOT NULL", 1, 5),  # (1)!
    "order_dt": ("timestamptz NOT NULL", 8, 8),
    "order_type": ("smallint NOT NULL", 2, 2),
    "ship_dt": ("timestamptz", 8, 8),
    "item_ct": ("integer NOT NULL", 4, 4),
    "ship_cost": ("numeric", 1, 7),
    "receive_dt": ("timestamptz", 8, 8),
    "tracking_cd": ("text", 1, 28),
    "id": ("bigint GENERATED ALWAYS AS IDENTITY", 8, 8),
}
AS_POSTED = list(COLUMNS)
WIDE_FIRST = sorted(COLUMNS, key=lambda name: -COLUMNS[name][1])  # (2)!


def up(size, to):
    return -size % to + size


def row_bytes(order):
    size = 24  # row header, no NULL among the values
    for name in order:
        _, alignment, width = COLUMNS[name]
        size = up(size, alignment) + width
    return up(size, 8)


def table_bytes(row):
    per_page = (8192 - 24) // (row + 4)  # page header; a line pointer for each row
    return ceil(1_000_000 / per_page) * 8192
# --8<-- [end:columns]


def every_order():
    """How many of the 11! column orders give each row size."""
    kinds = Counter(kind[1:] for kind in COLUMNS.values())
    states = {(24, tuple(sorted(kinds.items()))): 1}
    for _ in COLUMNS:
        following = Counter()
        for (size, left), ways in states.items():
            for kind, count in left:
                rest = Counter(dict(left))
                rest[kind] -= 1
                key = (up(size, kind[0]) + kind[1], tuple(sorted((+rest).items())))
                following[key] += ways * count
        states = following
    orders = Counter()
    for (size, _), ways in states.items():
        orders[up(size, 8)] += ways
    return orders


with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
    sizes = db.execute(
        """SELECT pg_column_size(row()), pg_column_size(row(0::int2)),
                  pg_column_size(row(0::int8)), pg_column_size(row(0::int2, 0::int8))"""
    ).fetchone()
    print("ROW(), ROW(int2), ROW(int8), ROW(int2, int8):", *sizes)
    measured = {}
    for label, order in ("as posted", AS_POSTED), ("wide first", WIDE_FIRST):
        body = ", ".join(f"{name} {COLUMNS[name][0]}" for name in order)
        db.execute("DROP TABLE IF EXISTS user_order")
        db.execute(f"CREATE UNLOGGED TABLE user_order ({body})")
        db.execute(
            """INSERT INTO user_order (is_shipped, user_id, order_total, order_dt,
                   order_type, ship_dt, item_ct, ship_cost, receive_dt, tracking_cd)
               SELECT true, 1000, 500.00, now() - interval '7 days', 3,
                   now() - interval '5 days', 10, 4.99, now() - interval '3 days',
                   'X5901324123479RROIENSTBKCV4' FROM generate_series(1, 1000000)"""
        )
        size = db.execute("SELECT pg_relation_size('user_order')").fetchone()[0]
        row = row_bytes(order)
        assert size == table_bytes(row), "the model must predict the size to the byte"
        measured[label] = size
        print(f"{label}: {size} bytes")
        print(f"{label}, model: {table_bytes(row)} bytes, {row} a row")

posted, ordered = measured.values()
print(f"bytes saved: {100 * (posted - ordered) / posted:.1f} %")
print(f"bytes the posted order adds: {100 * (posted - ordered) / ordered:.1f} %")
orders = every_order()
assert min(orders) == row_bytes(WIDE_FIRST)
print(f"orders: {sum(orders.values())}")
print(f"best possible row: {min(orders)} bytes")
print(f"worst possible row: {max(orders)} bytes")
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["MB", "share"])
    for row, ways in sorted(orders.items()):
        share = 100 * ways / sum(orders.values())
        rows.writerow([f"{table_bytes(row) / 1e6:.0f}", f"{share:.1f}"])
