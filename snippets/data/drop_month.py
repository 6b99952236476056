# needs: postgresql(autovacuum=off)
import os
import time

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
# --8<-- [start:idea]
COLUMNS = "(id bigint, at date NOT NULL, account int, payload text)"
db.execute(f"CREATE TABLE whole {COLUMNS}")
db.execute(f"CREATE TABLE parted {COLUMNS} PARTITION BY RANGE (at)")
for month in range(1, 7):
    db.execute(f"CREATE TABLE parted_{month} PARTITION OF parted FOR VALUES "
               f"FROM ('2026-{month:02}-01') TO ('2026-{month + 1:02}-01')")
for table in ("whole", "parted"):
    db.execute(f"INSERT INTO {table} SELECT n, date '2026-01-01' + n / 1658, "
               "n * 7 % 5000, repeat('m', 60) FROM generate_series(1, 300000) AS n")
    db.execute(f"CREATE INDEX ON {table} (at)")
    db.execute(f"CREATE INDEX ON {table} (account)")
    db.execute(f"VACUUM ANALYZE {table}")


def measure(statement):
    """Return milliseconds and bytes of WAL that a statement took."""
    db.execute("CHECKPOINT")
    before = db.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]
    start = time.perf_counter()
    db.execute(statement)
    took = (time.perf_counter() - start) * 1000
    wal = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), %s)::bigint"
    return took, db.execute(wal, [before]).fetchone()[0]


SIZE = "SELECT pg_total_relation_size(%s)"
PARTS = "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('parted')"
before = {"whole": db.execute(SIZE, ["whole"]).fetchone()[0],
          "parted": int(db.execute(PARTS).fetchone()[0])}
delete_ms, delete_wal = measure("DELETE FROM whole WHERE at < '2026-02-01'")
db.execute("SELECT pg_stat_force_next_flush()")
dead = db.execute("SELECT n_dead_tup FROM pg_stat_user_tables "
                  "WHERE relname = 'whole'").fetchone()[0]
vacuum_ms, vacuum_wal = measure("VACUUM whole")
drop_ms, drop_wal = measure("DROP TABLE parted_1")
# --8<-- [end:idea]
after = {"whole": db.execute(SIZE, ["whole"]).fetchone()[0],
         "parted": int(db.execute(PARTS).fetchone()[0])}
given = {name: (1 - after[name] / before[name]) * 100 for name in before}

print(f"rows of January: {dead:,}")
print(f"DELETE: ≈ {delete_ms:.0f} ms")
print(f"VACUUM: ≈ {vacuum_ms:.0f} ms")
print(f"DROP: ≈ {drop_ms:.0f} ms")
print(f"WAL of DELETE and VACUUM: ≈ {(delete_wal + vacuum_wal) / 1024:.0f} kB")
print(f"WAL of DROP: ≈ {drop_wal / 1024:.1f} kB")
print(f"WAL ratio: ≈ {(delete_wal + vacuum_wal) / drop_wal:.0f}")
print(f"size given back by DELETE and VACUUM: {given['whole']:.0f} %")
print(f"size given back by DROP: {given['parted']:.0f} %")
assert (delete_wal + vacuum_wal) > 50 * drop_wal
assert given["whole"] < 1 < 15 < given["parted"]
