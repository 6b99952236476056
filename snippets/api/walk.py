# needs: postgresql
from collections import Counter

from snippets.api.service import SCHEMA, database

ORDER = "ORDER BY created_at DESC, id DESC LIMIT 20"


# --8<-- [start:ways]
def offset(db, page, last):
    return db.execute(f"SELECT * FROM orders {ORDER} OFFSET %s", [page * 20])


def cursor(db, page, last):
    after = last and [last["created_at"], last["id"]] or ["infinity", 0]
    return db.execute("SELECT * FROM orders WHERE (created_at, id) < "
                      f"(%s::timestamptz, %s) {ORDER}", after)


def in_between(db, moved):
    """What others do while our client shows a page: 3 inserts, 1 delete."""
    db.execute("INSERT INTO orders (customer, total) SELECT 'new', 1 "
               "FROM generate_series(1, 3)")
    db.execute("DELETE FROM orders WHERE id = (SELECT id FROM orders "
               "WHERE customer = 'old' ORDER BY id DESC LIMIT 1 OFFSET %s)", [moved])
# --8<-- [end:ways]


def walk(way, deletes_only=False):
    with database() as db:
        db.execute("TRUNCATE orders RESTART IDENTITY")
        db.execute("INSERT INTO orders (customer, total, created_at) SELECT 'old', n, "
                   "now() - interval '1 day' + n * interval '1 second' "
                   "FROM generate_series(1, 1000) AS n")
    met, page, last = Counter(), 0, None
    while True:
        with database() as db:
            rows = way(db, page, last).fetchall()
        if not rows:
            break
        met.update(row["id"] for row in rows if row["customer"] == "old")
        page, last = page + 1, rows[-1]
        with database() as db:
            if deletes_only:  # two rows that this client has seen already
                db.execute("DELETE FROM orders WHERE id IN (SELECT id FROM orders "
                           "ORDER BY created_at DESC, id DESC LIMIT 2)")
            else:
                in_between(db, moved=300)
    with database() as db:
        left = {row["id"] for row in db.execute(
            "SELECT id FROM orders WHERE customer = 'old'")}
    return sum(n > 1 for n in met.values()), len(left - met.keys()), page


with database() as db:
    db.execute(SCHEMA)
print("orders at the start: 1,000")
print(f"{'way':<8}{'others':<18}{'shown twice':>12}{'never shown':>12}{'requests':>10}")
lost = {}
for way in (offset, cursor):
    for deletes_only in (False, True):
        twice, never, pages = walk(way, deletes_only)
        others = "delete 2" if deletes_only else "insert 3, delete 1"
        print(f"{way.__name__:<8}{others:<18}{twice:>12}{never:>12}{pages:>10}")
        if deletes_only:
            lost[way.__name__] = never
        if way is cursor:
            assert (twice, never) == (0, 0)
        else:
            assert never > 50 if deletes_only else twice > 50
print("never shown by offset while others delete:", lost["offset"])
print("never shown by cursor while others delete:", lost["cursor"])
