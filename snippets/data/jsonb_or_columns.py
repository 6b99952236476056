# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(
    """CREATE TABLE typed (id int PRIMARY KEY, status text NOT NULL, region text);
       CREATE TABLE document (id int PRIMARY KEY, doc jsonb NOT NULL);
       INSERT INTO typed SELECT n, CASE WHEN n % 10 = 0 THEN 'open' ELSE 'done' END,
           'region-' || n % 4 FROM generate_series(1, 30000) n;
       INSERT INTO document SELECT id, jsonb_build_object('status', status,
           'region', region) FROM typed;
       ANALYZE typed, document"""
)


def rows(query):
    plan = db.execute(f"EXPLAIN (ANALYZE, FORMAT json) {query}").fetchone()[0]
    return plan[0]["Plan"]["Plan Rows"], int(plan[0]["Plan"]["Actual Rows"])


def show(label, query):
    planned, actual = rows(query)
    print(f"{label}: planned {planned}, found {actual}")
    return planned, actual


# --8<-- [start:estimates]
by_column = "SELECT id FROM typed WHERE status = 'done'"
by_key = "SELECT id FROM document WHERE doc->>'status' = 'done'"

good = show("column", by_column)
bad = show("key in jsonb", by_key)

db.execute("CREATE STATISTICS document_status ON (doc->>'status') FROM document")
db.execute("ANALYZE document")
mended = show("key in jsonb, with statistics", by_key)
# --8<-- [end:estimates]
print(f"guessed share for a key in jsonb: {100 * bad[0] / 30000:.1f} %")
print(f"too low by a factor of: {bad[1] // bad[0]}")
assert bad[1] > 100 * bad[0]
assert all(0.95 < planned / actual < 1.05 for planned, actual in (good, mended))

# --8<-- [start:typo]
db.execute("""INSERT INTO document VALUES (30001, '{"statsu": "open"}')""")
lost = db.execute("SELECT count(*) FROM document WHERE doc->>'status' IS NULL")
print("documents nobody finds by status:", lost.fetchone()[0])

db.execute(
    """ALTER TABLE document ADD status text
       GENERATED ALWAYS AS (doc->>'status') VIRTUAL"""  # (1)!
)
try:
    db.execute("CREATE INDEX ON document (status)")
except psycopg.Error as error:
    print(f"index on it: {error.sqlstate} {error.diag.message_primary}")
db.execute("ALTER TABLE document ADD CHECK (status IS NOT NULL) NOT VALID")
try:
    db.execute("""INSERT INTO document VALUES (30002, '{"statsu": "open"}')""")
except psycopg.Error as error:
    print(f"second typo: {error.sqlstate} {error.diag.constraint_name}")
# --8<-- [end:typo]

sizes = db.execute(
    """SELECT pg_table_size('typed'), pg_table_size('document')"""
).fetchone()
print("columns:", sizes[0], "bytes")
print("documents:", sizes[1], "bytes")
assert sizes[1] > sizes[0]
