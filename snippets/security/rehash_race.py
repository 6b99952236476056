# needs: postgresql
import os

import psycopg
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE account (id int PRIMARY KEY, hash text NOT NULL)")
weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
strong = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)

# --8<-- [start:race]
BY_ID = "UPDATE account SET hash = %(new)s WHERE id = 1"
BY_HASH = "UPDATE account SET hash = %(new)s WHERE id = 1 AND hash = %(old)s"


def login(password, statement, meanwhile):
    old = db.execute("SELECT hash FROM account WHERE id = 1").fetchone()[0]
    strong.verify(old, password)
    new = strong.hash(password)  # tens of milliseconds, and other sessions run
    meanwhile()
    return db.execute(statement, {"new": new, "old": old}).rowcount


def user_changes_a_stolen_password():
    db.execute("UPDATE account SET hash = %s", [strong.hash("fresh")])


# --8<-- [end:race]
def opens(password):
    try:
        stored = db.execute("SELECT hash FROM account").fetchone()[0]
        return strong.verify(stored, password)
    except VerifyMismatchError:
        return False


found = {}
for name, statement in (("by id", BY_ID), ("by id and old hash", BY_HASH)):
    db.execute("DELETE FROM account")
    db.execute("INSERT INTO account VALUES (1, %s)", [weak.hash("stolen")])
    changed = login("stolen", statement, user_changes_a_stolen_password)
    found[name] = opens("stolen"), opens("fresh")
    print(f"{name}: {changed} row, stolen password opens: {found[name][0]},",
          f"new one: {found[name][1]}")  # fmt: skip
assert found == {"by id": (True, False), "by id and old hash": (False, True)}
