# needs: postgresql(autovacuum=off, fsync=off)
import os
from collections import defaultdict

import psycopg

ROWS = 5_000
# --8<-- [start:changes]
FK = "ADD FOREIGN KEY (shop) REFERENCES shops"
CHECK = "ADD CONSTRAINT c CHECK (qty IS NOT NULL)"
CHANGES = [  # (what was committed earlier, the change to watch)
    ("", "ADD COLUMN note text"),
    ("", "ADD COLUMN state text NOT NULL DEFAULT 'new'"),
    ("", "ADD COLUMN seen timestamptz DEFAULT now()"),
    ("", "ADD COLUMN token uuid DEFAULT gen_random_uuid()"),  # (1)!
    ("", "ADD COLUMN t int GENERATED ALWAYS AS (qty) VIRTUAL"),
    ("", "ADD COLUMN t int GENERATED ALWAYS AS (qty) STORED"),
    ("", "ALTER qty TYPE bigint"),
    ("", "ALTER code TYPE varchar(20)"),
    ("", "ALTER code TYPE varchar(8)"),
    ("", "ALTER code TYPE text"),
    ("", "RENAME qty TO quantity"),
    ("", "DROP COLUMN qty"),
    ("", "ALTER qty SET NOT NULL"),
    ("", f"{CHECK} NOT VALID"),
    (f"{CHECK} NOT VALID", "VALIDATE CONSTRAINT c"),
    (CHECK, "ALTER qty SET NOT NULL /* c is valid */"),  # (2)!
    ("", "ADD CONSTRAINT q NOT NULL qty NOT VALID"),  # (3)!
    ("ADD CONSTRAINT q NOT NULL qty NOT VALID", "VALIDATE CONSTRAINT q"),
    ("", FK),
    ("", f"{FK} NOT VALID"),
    (f"{FK} NOT VALID", "VALIDATE CONSTRAINT orders_shop_fkey"),
    ("", "CREATE INDEX ON orders (qty)"),
]
# --8<-- [end:changes]
TABLE = f"""DROP TABLE IF EXISTS orders;
    CREATE TABLE orders (id int PRIMARY KEY, shop int, qty int, code varchar(10));
    INSERT INTO orders SELECT i, i % 10, i % 7, 'c' || i
        FROM generate_series(1, {ROWS}) i;
    CREATE INDEX orders_code ON orders (code)"""
FILES = "SELECT pg_relation_filenode('orders'), pg_relation_filenode('orders_code')"
LOCKS = """SELECT mode FROM pg_locks
    WHERE pid = pg_backend_pid() AND relation = %s::regclass"""
SCANNED = """SELECT seq_tup_read FROM pg_stat_xact_user_tables
    WHERE relname = 'orders'"""
STRENGTH = ["AccessShareLock", "RowShareLock", "ShareUpdateExclusiveLock",
            "ShareLock", "ShareRowExclusiveLock", "AccessExclusiveLock"]  # fmt: skip


def passes(other: psycopg.Connection, statement: str) -> str:
    try:
        other.execute(statement)
    except psycopg.errors.LockNotAvailable:  # SQLSTATE 55P03
        return "wait"
    return "pass"


def strongest(admin: psycopg.Connection, relation: str) -> str:
    modes = [mode for (mode,) in admin.execute(LOCKS, [relation])]
    return max(modes, key=STRENGTH.index, default="none")


# --8<-- [start:watch]
def watch(admin, other, change):
    statement = change if "INDEX" in change else f"ALTER TABLE orders {change}"
    before = admin.execute(FILES).fetchone()
    with admin.transaction(force_rollback=True):  # locks last to its end
        pending = admin.execute(SCANNED).fetchone()[0]
        admin.execute(statement)
        held = [strongest(admin, name) for name in ("orders", "shops")]
        scan = admin.execute(SCANNED).fetchone()[0] - pending >= ROWS
        after = admin.execute(FILES).fetchone()
        reads = passes(other, "SELECT FROM orders WHERE id = 1")
        writes = passes(other, "UPDATE orders SET id = 1 WHERE id = 1")
    new_table, new_index = (old != new for old, new in zip(before, after))
    cost = "new table + indexes" if new_table else "new index" if new_index else ""
    cost = ", ".join(filter(None, ["scan" if scan else "", cost])) or "catalog only"
    return held, f"readers {reads}, writers {writes}", cost
# --8<-- [end:watch]


def connect() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


with connect() as admin, connect() as other:
    other.execute("SET lock_timeout = '20ms'")
    admin.execute("CREATE TABLE shops AS SELECT generate_series(0, 9) AS id")
    admin.execute("ALTER TABLE shops ADD PRIMARY KEY (id)")
    table, parent = defaultdict(list), {}
    for earlier, change in CHANGES:
        admin.execute(TABLE)
        if earlier:
            admin.execute(f"ALTER TABLE orders {earlier}")
        held, others, cost = watch(admin, other, change)
        table[f"{held[0]}: {others}"].append(f"  {change:51} {cost}")
        parent[change] = held[1]
    for lock, rows in table.items():
        print(lock, *rows, sep="\n")
    print(f"the foreign key's lock on shops: {parent[FK]}")
    print(f"the same with NOT VALID: {parent[FK + ' NOT VALID']}")
    print(f"VALIDATE's lock on shops: {parent['VALIDATE CONSTRAINT orders_shop_fkey']}")
