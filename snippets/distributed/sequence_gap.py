# needs: postgresql
import os

import psycopg

URL = os.environ["DATABASE_URL"]
admin = psycopg.connect(URL, autocommit=True)
admin.execute("""
    CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        body text)
""")
slow, fast = psycopg.connect(URL), psycopg.connect(URL)
relay = psycopg.connect(URL, autocommit=True)


# --8<-- [start:idea]
def by_id(cursor):
    return relay.execute(
        "SELECT id, xid::text::bigint, body FROM outbox WHERE id > %s ORDER BY id",
        [cursor["id"]],
    ).fetchall()


def by_transaction(cursor):
    return relay.execute(  # (1)!
        "SELECT id, xid::text::bigint, body FROM outbox"
        " WHERE (xid, id) > (%s::text::xid8, %s)"
        " AND xid < pg_snapshot_xmin(pg_current_snapshot())"
        " ORDER BY xid, id",
        [str(cursor["xid"]), cursor["id"]],
    ).fetchall()


def poll(relay_by, cursor):
    rows = relay_by(cursor)
    for row_id, xid, _ in rows:
        cursor.update(id=row_id, xid=xid)
    return [body for *_, body in rows]


relays = {
    "cursor on id": (by_id, {"id": 0, "xid": 0}),
    "cursor on transaction": (by_transaction, {"id": 0, "xid": 0}),
}
sent = {label: [] for label in relays}
slow.execute("INSERT INTO outbox (body) VALUES ('first')")  # (2)!
fast.execute("INSERT INTO outbox (body) VALUES ('second')")
fast.commit()
for label, (query, cursor) in relays.items():
    sent[label] += poll(query, cursor)
    print(f"{label}, while the first is open: {sent[label]}")
slow.commit()
fast.execute("INSERT INTO outbox (body) VALUES ('third')")
fast.rollback()  # (3)!
fast.execute("INSERT INTO outbox (body) VALUES ('fourth')")
fast.commit()
for label, (query, cursor) in relays.items():
    sent[label] += poll(query, cursor)
    print(f"{label}, sent in the end: {', '.join(sent[label])}")
ids = admin.execute("SELECT array_agg(id ORDER BY id) FROM outbox").fetchone()[0]
print(f"ids in the table: {ids}")
# --8<-- [end:idea]
assert sent["cursor on id"] == ["second", "fourth"]
assert sent["cursor on transaction"] == ["first", "second", "fourth"]
