# needs: postgresql(wal_level=logical, autovacuum=off)
"""An outbox table against pg_logical_emit_message, and what a rollback does to it."""

import json
import os

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE orders (id int PRIMARY KEY, state text)")
db.execute("""CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    aggregate_id text NOT NULL, type text NOT NULL, payload jsonb NOT NULL)""")
db.execute("SELECT pg_create_logical_replication_slot('relay', 'test_decoding')")
EVENT = json.dumps({"order": 7, "lines": ["x" * 40] * 5})


# --8<-- [start:ways]
def with_table(cursor: psycopg.Cursor, order: int) -> None:
    cursor.execute("INSERT INTO orders VALUES (%s, 'placed')", (order,))
    cursor.execute(
        "INSERT INTO outbox (aggregate_id, type, payload) VALUES (%s, %s, %s)",
        (order, "OrderPlaced", EVENT),
    )
    cursor.execute("DELETE FROM outbox WHERE aggregate_id = %s", (str(order),))  # (1)!


def with_message(cursor: psycopg.Cursor, order: int) -> None:
    cursor.execute("INSERT INTO orders VALUES (%s, 'placed')", (order,))
    cursor.execute("SELECT pg_logical_emit_message(true, 'OrderPlaced', %s)", (EVENT,))
# --8<-- [end:ways]


LSN = "SELECT pg_current_wal_insert_lsn()"
DIFF = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), %s)"
written = {}
for number, way in enumerate((with_table, with_message)):
    way(db.cursor(), 9000 + number)
    db.execute("CHECKPOINT")
    start = db.execute(LSN).fetchone()[0]
    for order in range(500):
        with db.transaction(), db.cursor() as cursor:
            way(cursor, 1000 * (number + 1) + order)
    written[way.__name__] = db.execute(DIFF, (start,)).fetchone()[0] / 500
    db.execute("SELECT pg_stat_force_next_flush()")
    print(f"{way.__name__}, WAL an order: ≈ {written[way.__name__]:.0f} bytes")
dead = db.execute("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'outbox'")
print(f"dead outbox rows for vacuum: {dead.fetchone()[0]}")
assert written["with_message"] < written["with_table"]

# --8<-- [start:rollback]
db.execute("SELECT count(*) FROM pg_logical_slot_get_changes('relay', NULL, NULL)")
with psycopg.connect(URL) as session:
    session.execute("SELECT pg_logical_emit_message(true, 'OrderPlaced', 'order 8')")
    session.execute("SELECT pg_logical_emit_message(false, 'audit', 'order 8 tried')")
    session.rollback()
with psycopg.connect(URL) as session:
    session.execute("SELECT pg_logical_emit_message(true, 'OrderPlaced', 'order 9')")
# --8<-- [end:rollback]
CHANGES = "SELECT data FROM pg_logical_slot_get_changes('relay', NULL, NULL)"
said = [line for (line,) in db.execute(CHANGES) if line.startswith("message")]
print(*said, sep="\n")
assert len(said) == 2 and "order 8'" not in said[1]
db.execute("SELECT pg_drop_replication_slot('relay')")
