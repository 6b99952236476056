# needs: postgresql
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
RULES = ["NO ACTION", "NO ACTION DEFERRABLE INITIALLY DEFERRED", "RESTRICT",
         "CASCADE", "SET NULL"]  # fmt: skip


# --8<-- [start:idea]
def outcome(*statements):
    """Run the statements in one transaction; say what is left of the children."""
    try:
        with db.transaction():
            for statement in statements:
                db.execute(statement)
    except psycopg.Error as error:
        return error.sqlstate
    rows = db.execute("SELECT parent FROM child").fetchall()
    return f"ok, child {rows[0][0]}" if rows else "ok, no child"


PARENT, CHILD = "DELETE FROM parent", "DELETE FROM child"
print(f"{'ON DELETE':40} {'parent':14} parent, then child")
for rule in RULES:
    answers = []
    for statements in ([PARENT], [PARENT, CHILD]):
        db.execute("DROP TABLE IF EXISTS child, parent")
        db.execute("CREATE TABLE parent (id int PRIMARY KEY, deleted_at date)")
        db.execute(
            f"CREATE TABLE child (parent int REFERENCES parent ON DELETE {rule})"
        )
        db.execute("INSERT INTO parent VALUES (1)")
        db.execute("INSERT INTO child VALUES (1)")
        answers.append(outcome(*statements))
    print(f"{rule:40} {answers[0]:14} {answers[1]}")

db.execute("INSERT INTO parent VALUES (2, current_date)")  # deleted, softly
print("child of a softly deleted parent:", outcome("INSERT INTO child VALUES (2)"))
# --8<-- [end:idea]
