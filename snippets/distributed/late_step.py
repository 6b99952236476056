# needs: postgresql
"""A saga is cancelled; then the reservation that had timed out arrives after all."""

import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE item (left_over int)")
db.execute("CREATE TABLE movement (saga text, kind text, PRIMARY KEY (saga, kind))")
db.execute("INSERT INTO item VALUES (100)")


# --8<-- [start:steps]
def first_time(saga: str, kind: str) -> bool:
    return db.execute("INSERT INTO movement VALUES (%s, %s) ON CONFLICT DO NOTHING",
                      [saga, kind]).rowcount == 1


def reserve(saga: str) -> None:
    with db.transaction():
        if first_time(saga, "reserve"):
            db.execute("UPDATE item SET left_over = left_over - 1")


def release_what_is_there(saga: str) -> None:
    with db.transaction():
        query = "SELECT 1 FROM movement WHERE saga = %s AND kind = 'reserve'"
        found = db.execute(query, [saga]).fetchone()
        if found and first_time(saga, "release"):
            db.execute("UPDATE item SET left_over = left_over + 1")


def release_with_tombstone(saga: str) -> None:
    with db.transaction():
        if first_time(saga, "release") and not first_time(saga, "reserve"):  # (1)!
            db.execute("UPDATE item SET left_over = left_over + 1")
# --8<-- [end:steps]


stock = {}
for release in (release_what_is_there, release_with_tombstone):
    for order in ((reserve, release), (release, reserve), (release, release, reserve)):
        db.execute("UPDATE item SET left_over = 100")
        db.execute("TRUNCATE movement")
        for step in order:
            step("saga-1")
        names = " then ".join(step.__name__.split("_")[0] for step in order)
        left = db.execute("SELECT left_over FROM item").fetchone()[0]
        stock.setdefault(release, []).append(left)
        print(f"{release.__name__:22} {names:32} stock {left}")
assert stock[release_what_is_there] == [100, 99, 99]
assert stock[release_with_tombstone] == [100, 100, 100]
