# needs: postgresql(autovacuum=off, full_page_writes=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
# Pseudo-random text, so that compression does not hide the size.
FILL = """INSERT INTO doc SELECT n, 0, jsonb_build_object('hits', 0, 'text',
    (SELECT string_agg(md5((n * 1000 + k)::text), '') FROM generate_series(1, %s) k))
    FROM generate_series(1, 100) n"""


# --8<-- [start:idea]
def wal_a_row(statement):
    start = db.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]
    db.execute(statement)
    wal = "SELECT pg_current_wal_insert_lsn() - %s::pg_lsn"
    return float(db.execute(wal, [start]).fetchone()[0]) / 100


def measure(label, parts, fillfactor):
    db.execute(
        f"""DROP TABLE IF EXISTS doc;
        CREATE TABLE doc (id int PRIMARY KEY, hits int, body jsonb)
            WITH (fillfactor = {fillfactor})"""
    )
    db.execute(FILL, [parts])
    db.execute("VACUUM ANALYZE doc")
    (size,) = db.execute("SELECT pg_column_size(body) FROM doc LIMIT 1").fetchone()
    column = wal_a_row("UPDATE doc SET hits = hits + 1")
    db.execute("VACUUM FULL doc")
    key = wal_a_row("UPDATE doc SET body = jsonb_set(body, '{hits}', to_jsonb(hits))")
    print(f"{size} bytes, {label}: ≈ {column:.0f} for a column, ≈ {key:.0f} for a key")
    return size, column, key


print("WAL bytes a row, by size and place of the document")
size, column, key = measure("in the row, full pages", 40, 100)
assert min(column, key) > size
size, column, key = measure("in the row, room on the page", 40, 40)
assert max(column, key) < size / 3
size, column, key = measure("in TOAST", 400, 100)
assert column < size / 10 and key > size
# --8<-- [end:idea]
