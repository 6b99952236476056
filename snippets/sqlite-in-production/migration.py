# page: no (sessions)
import sqlite3

con = sqlite3.connect("app.db", timeout=0, isolation_level=None)
con.execute("PRAGMA journal_mode = WAL")
con.execute("PRAGMA foreign_keys = ON")
con.executescript("""
    CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT);
    CREATE TABLE invoice (customer INTEGER NOT NULL REFERENCES customer (id)
                          ON DELETE CASCADE, cents INTEGER NOT NULL);
    INSERT INTO customer VALUES (1, 'a@example.org'), (2, 'b@example.org');
    INSERT INTO invoice VALUES (1, 100), (2, 200);
""")
NEW = "(id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE) STRICT"


def invoices():
    return con.execute("SELECT count(*) FROM invoice").fetchone()[0]


def reference():
    return con.execute("PRAGMA foreign_key_list(invoice)").fetchone()[2]


# --8<-- [start:migration]
con.execute("BEGIN IMMEDIATE")
con.execute(f"CREATE TABLE new_customer {NEW}")
con.execute("INSERT INTO new_customer SELECT * FROM customer")
con.execute("DROP TABLE customer")  # (1)!
print("invoices left, foreign_keys ON:", invoices())
con.execute("ROLLBACK")
print("after ROLLBACK, invoices:", invoices())

con.execute("PRAGMA foreign_keys = OFF")  # (2)!
con.execute("BEGIN IMMEDIATE")
con.execute("ALTER TABLE customer RENAME TO old_customer")
print("old table renamed away, invoice now points to:", reference())
con.execute("ROLLBACK")

con.execute("BEGIN IMMEDIATE")
con.execute(f"CREATE TABLE new_customer {NEW}")
con.execute("INSERT INTO new_customer SELECT * FROM customer")
con.execute("DROP TABLE customer")
con.execute("ALTER TABLE new_customer RENAME TO customer")
wrong = con.execute("PRAGMA foreign_key_check").fetchall()  # (3)!
con.execute("PRAGMA user_version = 7")
reader = sqlite3.connect("app.db", timeout=0)
print("meanwhile a reader sees:",
      reader.execute("SELECT count(*) FROM customer").fetchone()[0], "customers")
try:
    reader.execute("INSERT INTO invoice VALUES (1, 300)")
except sqlite3.OperationalError as error:
    print("meanwhile a writer gets:", error.sqlite_errorname)
con.execute("COMMIT")
con.execute("PRAGMA foreign_keys = ON")
# --8<-- [end:migration]
print("right order, invoice points to:", reference())
print("invoices, orphans, user_version:", invoices(), len(wrong),
      con.execute("PRAGMA user_version").fetchone()[0])
assert invoices() == 2 and reference() == "customer"
