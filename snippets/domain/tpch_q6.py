# memory: 4096
"""TPC-H at scale factor 1: are generator and engine right, to the cent?"""
import duckdb
import numpy as np

A, M = 16_807, 2**31 - 1
DAYS = np.datetime64("1995-06-17") - np.datetime64("1992-01-01")  # to "today"


# --8<-- [start:columns]
def draw(seed, count, low, high):
    """A column of the specification: seed * A, seed * A * A, ... modulo M."""
    seeds = np.empty(count, np.int64)
    seeds[0] = seed * A % M
    known = 1
    while known < count:  # what is known, jumped ahead by its length
        more = min(known, count - known)
        seeds[known:known + more] = seeds[:more] * pow(A, known, M) % M
        known += more
    return low + (seeds / M * (high - low + 1)).astype(np.int32)


def lineitem(scale):
    """The columns that Q1 and Q6 read; money in cents, days since 1992-01-01."""
    orders = round(1_500_000 * scale)
    lines = draw(1_434_868_289, orders, 1, 7)
    real = np.arange(7) < lines[:, None]  # seven draws an order, used or not

    def column(seed, low, high):
        return draw(seed, orders * 7, low, high).reshape(-1, 7)

    quantity, part = column(209_208_115, 1, 50), column(1_808_217_256, 1, 200_000)
    ordered = draw(1_066_728_069, orders, 0, 2405)[:, None]
    shipped = ordered + column(1_769_349_045, 1, 121)
    back = real & (shipped + column(373_135_028, 1, 30) <= DAYS.astype(int))
    flag = np.zeros(real.shape, np.int8)  # drawn only for what has arrived
    flag[back] = 1 + column(717_419_739, 0, 1)[np.arange(7) < back.sum(1)[:, None]]
    price = quantity * (90_000 + part // 10 % 20_001 + part % 1000 * 100)
    every = {"quantity": quantity, "price": price, "flag": flag, "shipped": shipped,
             "discount": column(554_590_007, 0, 10)}
    return {name: values[real] for name, values in every.items()}
# --8<-- [end:columns]


columns = lineitem(1)
db = duckdb.connect()
db.execute("SET threads = 2")
db.execute(f"""CREATE TABLE lineitem AS SELECT quantity::DECIMAL(15,2) AS l_quantity,
  (price * 0.01)::DECIMAL(15,2) AS l_extendedprice,
  (discount * 0.01)::DECIMAL(15,2) AS l_discount,
  substr('NRA', flag + 1, 1) AS l_returnflag,
  CASE WHEN shipped > {DAYS.astype(int)} THEN 'O' ELSE 'F' END AS l_linestatus,
  DATE '1992-01-01' + shipped AS l_shipdate FROM columns""")
# --8<-- [start:q6]
Q6 = """SELECT sum(l_extendedprice * l_discount), count(*) FROM lineitem
        WHERE l_shipdate >= DATE '1994-01-01' AND l_shipdate < DATE '1995-01-01'
          AND l_discount BETWEEN 0.06 - 0.01 AND 0.06 + 0.01
          AND l_quantity < 24"""
# --8<-- [end:q6]
Q1 = """SELECT l_returnflag || l_linestatus, sum(l_quantity), sum(l_extendedprice),
               sum(l_extendedprice * (1 - l_discount)), count(*) FROM lineitem
        WHERE l_shipdate <= DATE '1998-12-01' - INTERVAL 90 DAY
        GROUP BY ALL ORDER BY ALL"""

revenue, lines = db.execute(Q6).fetchone()
print(f"lines: {len(columns['price']):,}")
print(f"Q6 revenue: {revenue}")
print(f"Q6 matching lines: {lines:,}")
floats = Q6.replace("0.06 - 0.01", "0.06::DOUBLE - 0.01").replace(
    "0.06 + 0.01", "0.06::DOUBLE + 0.01")
print(f"Q6 matching lines, bounds in floats: {db.execute(floats).fetchone()[1]:,}")
print("Q1: group, quantity, base price, discounted, lines")
for group, *sums in db.execute(Q1).fetchall():
    print(f"Q1 {group}: " + " ".join(str(value) for value in sums))
assert (str(revenue), lines) == ("123141078.2283", 114160)
