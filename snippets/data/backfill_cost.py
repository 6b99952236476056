# needs: postgresql(autovacuum=off, max_wal_size=4GB)
import os
import time

import psycopg

ROWS, BATCH = 200_000, 5_000
# --8<-- [start:ways]
ONE = "UPDATE orders SET cents = total * 100"
KEYSET = """UPDATE orders SET cents = total * 100
    WHERE id > %(last)s AND id <= %(last)s + 5000 AND cents IS NULL"""  # (1)!
REMAINING = """UPDATE orders SET cents = total * 100 WHERE id IN
    (SELECT id FROM orders WHERE cents IS NULL LIMIT 5000)"""  # (2)!
# --8<-- [end:ways]
BATCHES = ROWS // BATCH
VACUUM = "VACUUM (INDEX_CLEANUP on) orders"  # what autovacuum does in the pauses


def prepare(db: psycopg.Connection) -> int:
    db.execute("DROP TABLE IF EXISTS orders")
    db.execute(f"""CREATE TABLE orders AS SELECT i AS id, i % 997 AS total,
        NULL::int AS cents, repeat('x', 60) AS note
        FROM generate_series(1, {ROWS}) i""")
    db.execute("ALTER TABLE orders ADD PRIMARY KEY (id)")
    db.execute("VACUUM ANALYZE orders")
    return db.execute("SELECT pg_relation_size('orders')").fetchone()[0]


def measure(db: psycopg.Connection, statement: str, batches: int, vacuum: bool):
    size = prepare(db)
    wal = db.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]
    pages, seconds = [], []
    for number in range(batches):
        last = number * BATCH
        sent = time.perf_counter()
        explain = f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {statement}"
        plan = db.execute(explain, {"last": last}).fetchone()[0][0]["Plan"]
        seconds.append(time.perf_counter() - sent)
        pages.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
        if vacuum and number % 10 == 9:
            db.execute(VACUUM)
    wal, left, grown = db.execute("""SELECT pg_current_wal_insert_lsn() - %s::pg_lsn,
        (SELECT count(*) FROM orders WHERE cents IS NULL),
        pg_relation_size('orders') / %s::float""", [wal, size]).fetchone()  # fmt: skip
    assert left == 0
    return pages, seconds, float(wal) / 2**20, grown


with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
    runs = {
        "one statement": measure(db, ONE, 1, vacuum=False),
        "by key": measure(db, KEYSET, BATCHES, vacuum=True),
        "what is left": measure(db, REMAINING, BATCHES, vacuum=False),
    }
for name, (pages, seconds, wal, grown) in runs.items():
    print(f"{name}, rows locked for at most: ≈ {max(seconds) * 1000:.0f} ms")
    print(f"{name}, in all: ≈ {sum(seconds) * 1000:.0f} ms")
    print(f"{name}, pages touched, first batch: ≈ {pages[0]:,}")
    print(f"{name}, pages touched, last batch: ≈ {pages[-1]:,}")
    print(f"{name}, WAL: ≈ {wal:.0f} MiB")
    print(f"{name}, size after to before: ≈ {grown:.2f}")
one, keyset, rest = runs.values()
assert max(one[1]) > 2 * max(keyset[1]) and one[3] > 1.9 > 1.5 > keyset[3]
assert max(r[2] for r in runs.values()) < 1.3 * min(r[2] for r in runs.values())
assert keyset[0][-1] < 1.5 * keyset[0][0]
assert rest[0][-1] > rest[0][0] + 2000
