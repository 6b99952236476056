# needs: postgresql(autovacuum=off)
"""Bytes that a row takes: header, alignment, indexes, TOAST and dead versions."""

import os

import psycopg

ROWS = 50_000
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def one(query, *values):
    return db.execute(query, values).fetchone()[0]


def per_row(size_of, table):
    return one(f"SELECT pg_{size_of}_size('{table}')") / ROWS


# --8<-- [start:rows]
db.execute("CREATE TABLE flag (on_off boolean)")
db.execute(f"INSERT INTO flag SELECT true FROM generate_series(1, {ROWS})")
print(f"one boolean, bytes a row: {per_row('relation', 'flag'):.1f}")

db.execute("""CREATE TABLE event (
    id bigint PRIMARY KEY, account bigint, at timestamptz, kind text)""")
db.execute("CREATE INDEX ON event (account, at)")
db.execute(f"""INSERT INTO event
    SELECT n, n * 7919 % 5000, now() + n * interval '1 s', 'page_view'
    FROM generate_series(1, {ROWS}) AS n""")
print(f"event, bytes of data: {8 + 8 + 8 + len('page_view')}")
tuple_bytes = one("SELECT pg_column_size(e) FROM event e LIMIT 1")
print(f"event, bytes of the tuple: {tuple_bytes}")
print(f"event, bytes in the table: {per_row('relation', 'event'):.1f}")
all_in = per_row("total_relation", "event")
print(f"event, bytes with two indexes: ≈ {all_in:.0f}")
factor = all_in / (24 + len("page_view"))
print(f"event, on disk / data: ≈ {factor:.1f}")
# --8<-- [end:rows]
assert 3 < factor < 5

# --8<-- [start:toast]
RANDOM = """SELECT left(string_agg(md5(g || n::text), ''), %s)
    FROM generate_series(1, 400) AS n"""  # hexadecimal digits: pglz finds no repeats
LOWER = " WITH (toast_tuple_target = 256)"  # meant to move texts out earlier
for length, option in ((1_900, ""), (1_900, LOWER), (2_100, ""), (8_000, "")):
    db.execute("DROP TABLE IF EXISTS doc")
    db.execute("CREATE TABLE doc (id int, body text)" + option)
    body = RANDOM.replace("%s", str(length))
    db.execute(f"INSERT INTO doc SELECT g, ({body}) FROM generate_series(1, 500) AS g")
    main = one("SELECT pg_relation_size('doc')") // 500
    aside = one("SELECT pg_table_size('doc') - pg_relation_size('doc')") // 500
    print(f"text of {length}{option}, bytes in the table: {main}")
    print(f"text of {length}{option}, bytes beside it: {aside}")
# --8<-- [end:toast]

# --8<-- [start:dead]
before = one("SELECT pg_relation_size('event')")
for step in (
    "UPDATE event SET kind = 'page_read'",
    "VACUUM event",
    "UPDATE event SET kind = 'page_seen'",
    "DELETE FROM event WHERE id % 2 = 0",
    "VACUUM (ANALYZE) event",
):
    db.execute(step)
    size = one("SELECT pg_relation_size('event')") / before
    print(f"size after {step}: × {size:.1f}")
# --8<-- [end:dead]
