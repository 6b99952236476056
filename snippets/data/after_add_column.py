# needs: postgresql(autovacuum=off)
import os

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE item (id int PRIMARY KEY, old text, name text)")
db.execute("INSERT INTO item SELECT n, repeat('o', 500), 'n' FROM generate_series(1, "
           "2000) n")  # fmt: skip


# --8<-- [start:idea]
def serve(label, query, connection):
    try:
        connection.execute(query, prepare=True).fetchone()
        print(f"{label}: works")
    except psycopg.Error as error:
        print(f"{label}: {error.sqlstate} {error.diag.message_primary}")


STAR, NAMED = "SELECT * FROM item", "SELECT id, name FROM item"
pod = psycopg.connect(URL, autocommit=True)
serve("SELECT *, before", STAR, pod)
serve("named columns, before", NAMED, pod)
db.execute("ALTER TABLE item ADD COLUMN note text")
serve("SELECT *, after ADD COLUMN", STAR, pod)
serve("SELECT *, once more", STAR, pod)
serve("named columns, after ADD COLUMN", NAMED, pod)
serve("SELECT *, new connection", STAR, psycopg.connect(URL, autocommit=True))


def size():
    return db.execute("SELECT pg_relation_size('item')").fetchone()[0]


full = size()
db.execute("ALTER TABLE item DROP COLUMN old")
db.execute("VACUUM item")
print(f"bytes before and after DROP COLUMN: {full}, {size()}")
# --8<-- [end:idea]
assert size() == full
