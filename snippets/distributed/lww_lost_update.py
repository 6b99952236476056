# needs: postgresql(own)
import csv
import os
import random

import psycopg

GAP, ROWS = (10, 500), 400  # ms between two edits by the same person; customers
database = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
database.execute(
    "CREATE TABLE address (customer int PRIMARY KEY, stamp bigint, street text)"
)

# --8<-- [start:idea]
MERGE = """
    INSERT INTO address VALUES (%s, %s, %s)
    ON CONFLICT (customer)
    DO UPDATE SET stamp = excluded.stamp, street = excluded.street
    WHERE excluded.stamp > address.stamp
"""  # (1)!


def lost(skew, hybrid=False):
    """Edit twice, one after the other, at regions whose clocks differ by `skew` ms;
    return how many second edits the merge throws away."""
    rng, edits = random.Random(3), []
    database.execute("TRUNCATE address")
    for customer in range(ROWS):
        first = 1_000_000 + 1_000 * customer  # Tokyo's clock is right
        second = first + rng.randint(*GAP) - skew  # Frankfurt's is behind
        if hybrid:
            second = max(second, first + 1)  # (2)!
        edits += [(customer, first, "typo"), (customer, second, "corrected")]
    with database.cursor() as cursor:
        cursor.executemany(MERGE, edits)
        cursor.execute("SELECT count(*) FROM address WHERE street = 'typo'")
        return cursor.fetchone()[0]


table = [(skew, lost(skew), lost(skew, hybrid=True)) for skew in (0, 10, 50, 100, 250)]
for skew, wall, hybrid in table:
    print(f"{skew} ms behind: {wall} of {ROWS} corrections lost, hybrid {hybrid}")
# --8<-- [end:idea]
assert [row[2] for row in table] == [0] * 5
assert table[0][1] == 0 < table[2][1] < table[4][1]
with open(os.environ.get("PLOT_DATA", os.devnull), "w") as file:
    rows = csv.writer(file)
    rows.writerow(["skew", "wall", "hybrid"])
    rows.writerows(table)
