# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(
    """CREATE TABLE events (id bigint PRIMARY KEY, at date NOT NULL);
       INSERT INTO events SELECT n, '2025-01-01'::date + n % 700
       FROM generate_series(1, 50000) n"""
)
# --8<-- [start:idea]
PARENT = """CREATE TABLE events (id bigint, at date NOT NULL, PRIMARY KEY (id, at))
    PARTITION BY RANGE (at)"""
ATTACH = """ALTER TABLE events ATTACH PARTITION events_old
    FOR VALUES FROM (MINVALUE) TO ('2027-01-01')"""


def swap(label, *preparation, keep=False):
    """In one transaction: prepare, rename, create the parent, attach. How much WAL?"""
    try:
        with db.transaction(force_rollback=not keep):
            rename = "ALTER TABLE events RENAME TO events_old"
            for step in (*preparation, rename, PARENT):
                db.execute(step)
            before = db.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]
            db.execute(ATTACH)
            wal = "SELECT (pg_current_wal_insert_lsn() - %s::pg_lsn) / 1000"
            kilobytes = round(db.execute(wal, [before]).fetchone()[0])
    except psycopg.Error as error:
        print(f"{label}: {error.sqlstate} {error.diag.message_primary}")
        return None
    print(f"{label}: ATTACH wrote ≈ {kilobytes} kB of WAL")
    return kilobytes


db.execute("ALTER TABLE events ADD CONSTRAINT r CHECK (at < '2027-01-01') NOT VALID")
db.execute("ALTER TABLE events VALIDATE CONSTRAINT r")  # no scan in ATTACH

assert swap("key kept") is None
built = swap("key dropped", "ALTER TABLE events DROP CONSTRAINT events_pkey")  # (1)!

db.execute("CREATE UNIQUE INDEX CONCURRENTLY events_id_at ON events (id, at)")
reused = swap(
    "index first",
    "ALTER TABLE events DROP CONSTRAINT events_pkey",
    "ALTER TABLE events ADD PRIMARY KEY USING INDEX events_id_at",
    keep=True,
)
# --8<-- [end:idea]
assert reused < 100 < built
indexes = "SELECT count(*) FROM pg_index WHERE indrelid = 'events_old'::regclass"
print("indexes on the old table:", db.execute(indexes).fetchone()[0])
print("rows in the parent:", db.execute("SELECT count(*) FROM events").fetchone()[0])
