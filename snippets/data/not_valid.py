# needs: postgresql
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"])
db.execute("CREATE TABLE customer (id int PRIMARY KEY)")
db.execute("CREATE TABLE account (id int, balance int, customer_id int, note text)")
db.execute("INSERT INTO customer VALUES (1)")
db.execute("INSERT INTO account VALUES (1, 10, 1), (2, -5, NULL), (3, 7, 99)")
db.commit()


# --8<-- [start:try]
def attempt(label, statement):
    """Run a statement, say which lock it took on account, and commit."""
    try:
        db.execute(statement)
        locks = db.execute(
            """SELECT mode FROM pg_locks WHERE relation = 'account'::regclass
               AND mode <> 'AccessShareLock' AND pid = pg_backend_pid()"""
        ).fetchall()
        print(f"{label}: {', '.join(sorted(mode for (mode,) in locks))}")
        db.commit()
    except psycopg.Error as error:
        db.rollback()
        why = error.diag.message_primary.split(" of relation")[0]
        print(f"{label}: {error.sqlstate} {error.diag.constraint_name or why}")


attempt("CHECK", "ALTER TABLE account ADD CHECK (balance >= 0)")
attempt("CHECK NOT VALID",
        "ALTER TABLE account ADD CONSTRAINT paid CHECK (balance >= 0) NOT VALID")
attempt("new bad row", "INSERT INTO account VALUES (4, -1, 1)")
attempt("touch an old bad row", "UPDATE account SET note = 'x' WHERE id = 2")  # (1)!
attempt("VALIDATE too early", "ALTER TABLE account VALIDATE CONSTRAINT paid")
attempt("repair", "UPDATE account SET balance = 0 WHERE balance < 0")
attempt("VALIDATE", "ALTER TABLE account VALIDATE CONSTRAINT paid")

attempt("NOT NULL NOT VALID",
        "ALTER TABLE account ADD CONSTRAINT owned NOT NULL customer_id NOT VALID")
attempt("new NULL", "INSERT INTO account VALUES (5, 1, NULL)")
attempt("repair NULL", "UPDATE account SET customer_id = 1 WHERE customer_id IS NULL")
attempt("VALIDATE NOT NULL", "ALTER TABLE account VALIDATE CONSTRAINT owned")

attempt("FOREIGN KEY NOT ENFORCED", """ALTER TABLE account ADD CONSTRAINT owner
        FOREIGN KEY (customer_id) REFERENCES customer NOT ENFORCED""")
attempt("orphan", "INSERT INTO account VALUES (6, 1, 42)")
attempt("ENFORCED with orphans",
        "ALTER TABLE account ALTER CONSTRAINT owner ENFORCED")
attempt("CHECK NOT ENFORCED",
        "ALTER TABLE account ADD CONSTRAINT small CHECK (balance < 5) NOT ENFORCED")
attempt("enforce the CHECK", "ALTER TABLE account ALTER CONSTRAINT small ENFORCED")
# --8<-- [end:try]

print("constraint: enforced, validated")
for name, *flags in db.execute(
    """SELECT conname, conenforced, convalidated FROM pg_constraint
       WHERE conrelid = 'account'::regclass ORDER BY conname"""
):
    print(f"  {name}: {', '.join('yes' if flag else 'no' for flag in flags)}")
