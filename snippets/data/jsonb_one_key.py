# needs: postgresql(autovacuum=off, full_page_writes=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE doc (id int PRIMARY KEY, hits int, body jsonb)")
# Pseudo-random text, so that compression does not hide the size.
FILL = """INSERT INTO doc SELECT n, 0, jsonb_build_object('hits', 0, 'text',
    (SELECT string_agg(md5((n * 1000 + k)::text), '') FROM generate_series(1, %s) k))
    FROM generate_series(1, 100) n"""


# --8<-- [start:idea]
print("WAL bytes a row, by size of the document")


def wal_a_row(statement):
    start = db.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]
    db.execute(statement)
    wal = "SELECT pg_current_wal_insert_lsn() - %s::pg_lsn"
    return float(db.execute(wal, [start]).fetchone()[0]) / 100


KEY = """UPDATE doc SET body = jsonb_set(body, '{hits}', to_jsonb(hits + 1))"""
for parts in (4, 40, 400):
    db.execute("TRUNCATE doc")
    db.execute(FILL, [parts])
    db.execute("VACUUM ANALYZE doc")
    size, apart = db.execute(
        "SELECT pg_column_size(body), pg_relation_size(reltoastrelid) > 0"
        " FROM doc, pg_class WHERE pg_class.oid = 'doc'::regclass LIMIT 1"
    ).fetchone()
    column = wal_a_row("UPDATE doc SET hits = hits + 1")
    key = wal_a_row(KEY)
    place = "in TOAST" if apart else "in the row"
    print(f"{size} bytes, {place}: ≈ {column:.0f} for a column, ≈ {key:.0f} for a key")
    assert key > size and (not apart or key > 10 * column)
# --8<-- [end:idea]
