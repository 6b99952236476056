# needs: postgresql
"""polling_misses with a trigger on updated_at and an overlap of a minute."""

import os

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("""
    CREATE TABLE invoice (id int PRIMARY KEY, cents int, updated_at timestamptz);
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.updated_at := clock_timestamp(); RETURN NEW; END';
    CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON invoice
        FOR EACH ROW EXECUTE FUNCTION touch();
    INSERT INTO invoice SELECT i, 100 FROM generate_series(1, 6) i""")
copy = dict(db.execute("SELECT id, cents FROM invoice").fetchall())
mark = db.execute("SELECT max(updated_at) FROM invoice").fetchone()[0]


def poll() -> None:
    global mark
    rows = db.execute(
        "SELECT id, cents, updated_at FROM invoice"
        " WHERE updated_at > %s - interval '1 minute'", (mark,)
    ).fetchall()  # fmt: skip
    copy.update({key: cents for key, cents, _ in rows})
    mark = max([mark, *(at for _, _, at in rows)])


slow = psycopg.connect(URL)
slow.execute("UPDATE invoice SET cents = 150 WHERE id = 1")
db.execute("UPDATE invoice SET cents = 200 WHERE id = 2")
poll()
slow.commit()
db.execute("DELETE FROM invoice WHERE id = 3")
db.execute("UPDATE invoice SET cents = 400 WHERE id = 4")
poll()
truth = dict(db.execute("SELECT id, cents FROM invoice").fetchall())
wrong = [key for key in sorted({*copy, *truth}) if copy.get(key) != truth.get(key)]
print(f"invoices that differ: {wrong}")
assert wrong == [3]
