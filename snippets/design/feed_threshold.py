"""A model: above which number of followers should posts be collected, not delivered?"""

import csv
import os
import random

# --8<-- [start:model]
USERS, rng = 200_000, random.Random(9)
followers = [min(USERS, int(20 * rng.paretovariate(0.9))) for _ in range(USERS)]
posts, opens = 0.1, 2.0  # a day for each account; one in five is active
push, pull = 1.0, 1.0  # cost of one timeline write, of one author asked at a read


def cost(limit):
    big = [n for n in followers if n > limit]
    writes = posts * push * sum(n for n in followers if n <= limit)
    followed = sum(big) / USERS  # big authors that a mean reader follows
    return writes, opens * pull * sum(big), followed
# --8<-- [end:model]


rows = []
for limit in (0, 100, 1_000, 10_000, 100_000, USERS):
    writes, probes, followed = cost(limit)
    rows.append((limit, round(writes), round(probes), followed))
    print(f"push up to {limit:>7,}: cost {(writes + probes) / 1e6:5.1f} M, "
          f"{(writes + probes / 40) / 1e6:4.1f} M with a pull at 1/40, "
          f"{followed:5.1f} asked a read")  # fmt: skip
print(f"followers an account, mean: {sum(followers) / USERS:.0f}")
over = [n for n in followers if n > 10_000]
print(f"accounts above 10,000: {len(over)}, {len(over) / USERS:.2%} of all, "
      f"{sum(over) / sum(followers):.0%} of deliveries")  # fmt: skip

# --8<-- [start:pair]
def deliver(posts_a_day, visits_a_day):  # one author, one reader
    return posts_a_day * push < visits_a_day * pull
# --8<-- [end:pair]


for name, made, seen in (("a friend, a daily visitor", 0.5, 2),
                         ("a news bot, a daily visitor", 50, 2),
                         ("a friend, once in a month", 0.5, 1 / 30)):  # fmt: skip
    print(f"{name}: {'deliver' if deliver(made, seen) else 'collect'}")
spare, promise = 200_000 - 34_722, 5  # writes/s left at the peak; seconds to arrive
reach = round(spare * promise, -3)
print(f"largest audience that is reached in {promise} s: {reach:,}")
print(f"authors above it, of 50 million: {50e6 * (20 / reach) ** 0.9:,.0f}")
with open(os.environ["PLOT_DATA"], "w", newline="") as out:
    csv.writer(out).writerows([("limit", "writes", "probes", "asked"), *rows])
totals = [row[1] + row[2] for row in rows]
cheap = [row[1] + row[2] / 40 for row in rows]
assert totals == sorted(totals, reverse=True) and cheap == sorted(cheap)
