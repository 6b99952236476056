# needs: postgresql(autovacuum=off, fsync=off)
"""The key of a table as bigint, uuid and text: bytes of table and index a row."""

import os

import psycopg

ROWS = 10_000
KEYS = {
    "bigint": "n",
    "uuid, version 7": "uuidv7()",
    "uuid, version 4": "gen_random_uuid()",
    "text of a uuid": "gen_random_uuid()::text",
}
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
total = {}
for name, key in KEYS.items():
    kind = name.split()[0].rstrip(",")
    db.execute("DROP TABLE IF EXISTS line, head")
    db.execute(f"CREATE TABLE head (id {kind} PRIMARY KEY)")
    db.execute(f"CREATE TABLE line (head_id {kind} REFERENCES head, n int)")
    db.execute("CREATE INDEX ON line (head_id)")
    db.execute(f"INSERT INTO head SELECT {key} FROM generate_series(1, {ROWS}) AS n")
    db.execute("INSERT INTO line SELECT id, m FROM head, generate_series(1, 3) AS m")
    size = db.execute("""SELECT sum(pg_total_relation_size(oid)) FROM pg_class
        WHERE relname IN ('head', 'line')""").fetchone()[0]  # fmt: skip
    total[name] = size / ROWS
    print(f"{name}: ≈ {total[name]:.0f} bytes for a head and three lines")
assert total["bigint"] < total["uuid, version 7"] < total["text of a uuid"]
