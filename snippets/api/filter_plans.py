# needs: postgresql(autovacuum=off)
import os
from itertools import combinations

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""CREATE TABLE orders AS
    SELECT n AS id, n % 300 AS customer, n * 7919 % 100000 AS total,
           'note ' || n AS note,
           (ARRAY['open', 'paid', 'sent', 'done'])[1 + n % 4] AS status
    FROM generate_series(1, 100000) AS n;
    CREATE INDEX ON orders (customer, id); CREATE INDEX ON orders (customer, total)""")
db.execute("VACUUM ANALYZE orders")
# --8<-- [start:check]
PROMISED = {"status": "status = 'open'", "total": "total >= 99000",
            "note": "note ILIKE '%%999%%'"}
BUDGET = 100_000 // 300 + 10  # a page for each row of one customer, and the index


def pages(condition):
    """Touch the pages of the worst case: everything is read, nothing found early."""
    plan = db.execute("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) "
                      f"SELECT count(*) FROM orders WHERE {condition}").fetchone()
    top = plan[0][0]["Plan"]
    return top["Shared Hit Blocks"] + top["Shared Read Blocks"]


def check(base, title):
    print(title)
    for size in (1, 2):
        for names in combinations(PROMISED, size):
            cost = pages(" AND ".join([*base, *(PROMISED[name] for name in names)]))
            verdict = "ok" if cost <= BUDGET else "TOO MANY"
            yield cost <= BUDGET
            print(f"  {' + '.join(names):<16}{cost:>6} pages  {verdict}")
# --8<-- [end:check]


assert all(list(check(["customer = 7"], "inside one customer")))
assert not all(list(check([], "over all customers")))
