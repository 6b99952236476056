# needs: postgresql
"""Which statements may run twice? Once, twice, and twice with another write between."""

import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
SETUP = """
    DROP TABLE IF EXISTS account, job;
    CREATE TABLE account (id int PRIMARY KEY, yen int, version int);
    CREATE TABLE job (id int PRIMARY KEY);
    INSERT INTO account VALUES (1, 100, 1);
    INSERT INTO job VALUES (1), (2), (3)
"""
# --8<-- [start:statements]
STATEMENTS = {
    "SET yen = yen - 10": "UPDATE account SET yen = yen - 10 WHERE id = 1",
    "SET yen = 90": "UPDATE account SET yen = 90 WHERE id = 1",
    "SET yen = 90 WHERE version = 1":
        "UPDATE account SET yen = 90, version = 2 WHERE id = 1 AND version = 1",
    "INSERT, next number":
        "INSERT INTO account SELECT max(id) + 1, 10, 1 FROM account",
    "ON CONFLICT DO NOTHING":
        "INSERT INTO account VALUES (2, 10, 1) ON CONFLICT DO NOTHING",
    "ON CONFLICT DO UPDATE yen + 10":
        "INSERT INTO account VALUES (1, 10, 1) "
        "ON CONFLICT (id) DO UPDATE SET yen = account.yen + excluded.yen",
    "DELETE WHERE id = 1": "DELETE FROM job WHERE id = 1",
    "DELETE the oldest":
        "DELETE FROM job WHERE id = (SELECT min(id) FROM job)",
}
OTHER_WRITE = "UPDATE account SET yen = yen + 500, version = version + 1 WHERE id = 1"
# --8<-- [end:statements]


def after(*statements: str) -> tuple[list, int]:
    """Return the tables' contents and the row count of the last statement."""
    db.execute(SETUP)
    for statement in statements:
        count = db.execute(statement).rowcount
    state = [db.execute(f"SELECT * FROM {t} ORDER BY id").fetchall()
             for t in ("account", "job")]
    return state, count


print(f"{'statement':31} same state  same answer  other write kept")
safe = set()
for name, statement in STATEMENTS.items():
    once, twice = after(statement), after(statement, statement)
    late = after(statement, OTHER_WRITE, statement)[0]
    kept = late == after(statement, OTHER_WRITE)[0]
    cells = [once[0] == twice[0], once[1] == twice[1], kept]
    words = ["yes" if cell else "no" for cell in cells]
    print(f"{name:31} {words[0]:11} {words[1]:12} {words[2]}")
    if cells[0] and cells[2]:
        safe.add(name)
assert safe == {"SET yen = 90 WHERE version = 1", "ON CONFLICT DO NOTHING",
                "DELETE WHERE id = 1"}
