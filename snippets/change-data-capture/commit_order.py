# needs: postgresql(wal_level=logical, logical_decoding_work_mem=64kB)
"""Three transactions: what the slot says, in which order, and what it costs."""

import os

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE t (id int PRIMARY KEY, who text)")
CREATE = "SELECT pg_create_logical_replication_slot(%s, 'test_decoding')"
for name in ("whole", "streamed"):
    db.execute(CREATE, (name,))
OPTIONS = ["include-xids", "0", "skip-empty-xacts", "1"]


def read(slot: str, *more: str) -> list[str]:
    rows = db.execute(
        "SELECT data FROM pg_logical_slot_get_changes(%s, NULL, NULL, VARIADIC %s)",
        (slot, [*OPTIONS, *more]),
    )
    return [data for (data,) in rows]


# --8<-- [start:idea]
first, second, failed = (psycopg.connect(URL) for _ in range(3))
first.execute("INSERT INTO t VALUES (1, 'began first, commits last')")
second.execute("INSERT INTO t VALUES (2, 'began second, commits first')")
failed.execute("INSERT INTO t VALUES (3, 'rolled back')")
print(f"while all are open, the slot says: {read('whole')}")
second.commit()
failed.rollback()
first.commit()
print(*read("whole"), sep="\n")

big = psycopg.connect(URL)
big.execute("INSERT INTO t SELECT i, 'bulk' FROM generate_series(10, 20009) i")
db.execute("INSERT INTO t VALUES (4, 'a commit that flushes the log')")  # (1)!
early = read("streamed", "stream-changes", "1")
blocks = [line for line in early if line.startswith("opening")]
print(f"blocks streamed before the commit: {len(blocks)}")
big.rollback()
db.execute("INSERT INTO t VALUES (5, 'another one')")
late = read("streamed", "stream-changes", "1")
print(f"after its rollback: {late}")
# --8<-- [end:idea]
assert blocks and not any("bulk" in line for line in late)

with psycopg.connect(URL) as big:
    big.execute("INSERT INTO t SELECT i, 'bulk' FROM generate_series(10, 20009) i")
rows = [line for line in read("whole") if "bulk" in line]
print(f"committed, rows in one piece: {len(rows)}")
db.execute("SELECT pg_stat_force_next_flush()")
STATS = """SELECT spill_txns, pg_size_pretty(spill_bytes), stream_txns, total_txns
    FROM pg_stat_replication_slots WHERE slot_name = %s"""
for name in ("whole", "streamed"):
    txns, spilled, streamed, total = db.execute(STATS, (name,)).fetchone()
    print(f"{name}: {txns} spilled ({spilled}), {streamed} streamed, {total} in all")
