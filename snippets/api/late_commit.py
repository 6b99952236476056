# needs: postgresql
import os

import psycopg

URL = os.environ["DATABASE_URL"]
reader = psycopg.connect(URL, autocommit=True)
reader.execute("""CREATE TABLE events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text,
    tx xid8 NOT NULL DEFAULT pg_current_xact_id())""")

# --8<-- [start:feeds]
def by_id(after):
    return reader.execute("SELECT id, name FROM events WHERE id > %s ORDER BY id",
                          [after]).fetchall()


def by_transaction(after):
    return reader.execute(
        "SELECT tx::text::bigint, id, name FROM events "
        "WHERE (tx, id) > (%s::text::xid8, %s) "
        "AND tx < pg_snapshot_xmin(pg_current_snapshot()) "  # (1)!
        "ORDER BY tx, id", after).fetchall()
# --8<-- [end:feeds]


def insert(db, name):
    db.execute("INSERT INTO events (name) VALUES (%s)", [name])


seen, feed, place, after = [], [], 0, (0, 0)
slow = psycopg.connect(URL)
insert(slow, "slow")  # takes id 1, stays open
insert(reader, "quick")  # takes id 2, is committed
for moment in ("slow is open", "slow has committed"):
    for id, name in by_id(place):
        seen, place = [*seen, name], id
    for tx, id, name in by_transaction(after):
        feed, after = [*feed, name], (tx, id)
    print(f"{moment}: by id {seen}, by transaction {feed}")
    slow.commit()
print("never seen by id:", sorted({"slow", "quick"} - set(seen)))
assert seen == ["quick"] and sorted(feed) == ["quick", "slow"]
