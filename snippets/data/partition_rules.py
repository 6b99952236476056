# needs: postgresql
import os
import textwrap

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def attempt(what, statement):
    """Run a statement that the server refuses and print its answer."""
    try:
        db.execute(statement)
    except psycopg.Error as error:
        answer = f"{error.sqlstate}: {error.diag.message_primary}"
        print(f"-- {what}", *textwrap.wrap(answer, 78), sep="\n")
        return
    raise AssertionError(f"{what}: was accepted")


# --8<-- [start:idea]
db.execute("CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at)")
JAN = "FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')"
FEB = "FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')"
db.execute(f"CREATE TABLE events_01 PARTITION OF events {JAN}")

attempt("a key without the partition column", "ALTER TABLE events ADD PRIMARY KEY (id)")
db.execute("ALTER TABLE events ADD PRIMARY KEY (id, at)")
db.execute("INSERT INTO events VALUES (1, '2026-01-05'), (1, '2026-01-06')")
ids = "SELECT count(*) FROM events WHERE id = 1"
print("rows with id 1 under PRIMARY KEY (id, at):", db.execute(ids).fetchone()[0])

late = "INSERT INTO events VALUES (2, '2026-02-14')"
attempt("nobody made the next partition", late)
db.execute("CREATE TABLE events_default PARTITION OF events DEFAULT")
db.execute(late)  # accepted, and so the trap is set
attempt("the month comes too late",
        f"CREATE TABLE events_02 PARTITION OF events {FEB}")
attempt("detaching beside a default partition",
        "ALTER TABLE events DETACH PARTITION events_01 CONCURRENTLY")

with db.transaction():  # the way out: move the rows aside, in one transaction
    db.execute("CREATE TABLE events_02 (LIKE events INCLUDING ALL)")
    db.execute("WITH moved AS (DELETE FROM events_default WHERE at < '2026-03-01' "
               "RETURNING *) INSERT INTO events_02 SELECT * FROM moved")
    db.execute(f"ALTER TABLE events ATTACH PARTITION events_02 {FEB}")
# --8<-- [end:idea]
home = "SELECT tableoid::regclass::text FROM events WHERE id = 2"
where = db.execute(home).fetchone()[0]
print("the February row is now in:", where)
assert where == "events_02"
