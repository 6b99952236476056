# needs: postgresql
import os
import textwrap

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(
    """CREATE TABLE account (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
           email text UNIQUE, phone text UNIQUE, deleted boolean DEFAULT false);
       CREATE TABLE member (name text, left_at date);
       CREATE UNIQUE INDEX ON member (name) WHERE left_at IS NULL"""
)


# --8<-- [start:idea]
def answer(label, statement, connection=db):
    try:
        cursor = connection.execute(statement)
        said = cursor.fetchall() if cursor.description else cursor.statusmessage
    except psycopg.Error as error:
        said = f"{error.sqlstate} {error.diag.message_primary}"
    print(textwrap.shorten(f"{label}: {said}", 78, placeholder="..."))
    return said


ADD = "INSERT INTO account (email, phone) VALUES ('ann', '1') ON CONFLICT (email)"
answer("first", f"{ADD} DO NOTHING RETURNING id")
assert answer("again", f"{ADD} DO NOTHING RETURNING id") == []  # (1)!
answer("no-op update", f"{ADD} DO UPDATE SET email = excluded.email RETURNING id")
BOB = "INSERT INTO account (email, phone) VALUES ('bob', '{}') ON CONFLICT (email)"
answer("the other unique key", f"{BOB.format(1)} DO NOTHING")
answer("next id", f"{BOB.format(2)} DO NOTHING RETURNING id")  # (2)!
answer(
    "same key twice",
    "INSERT INTO account (email) VALUES ('eve'), ('eve')"
    " ON CONFLICT (email) DO UPDATE SET phone = '3'",
)
answer(
    "partial index, no predicate",
    "INSERT INTO member VALUES ('ann', NULL) ON CONFLICT (name) DO NOTHING",
)

with psycopg.connect(os.environ["DATABASE_URL"]) as tx:  # without ON CONFLICT
    tx.execute("SAVEPOINT before")
    answer("in a transaction", "INSERT INTO account (email) VALUES ('ann')", tx)
    answer("then any statement", "SELECT 1", tx)
    tx.execute("ROLLBACK TO SAVEPOINT before")
    answer("after ROLLBACK TO", "SELECT 1", tx)
# --8<-- [end:idea]
