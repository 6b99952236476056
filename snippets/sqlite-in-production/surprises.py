# page: no (platform)
import sqlite3

con = sqlite3.connect("app.db", isolation_level=None)


def try_it(what, *statements):
    try:
        for statement in statements:
            row = con.execute(statement).fetchone()
        print(f"{what}: {row[0] if row and len(row) == 1 else row or 'accepted'}")
    except sqlite3.Error as error:
        print(f"{what}: {error}")


# --8<-- [start:surprises]
con.execute("CREATE TABLE loose (id INTEGER PRIMARY KEY, n INTEGER, at TIMESTAMP)")
con.execute("CREATE TABLE tight (id INTEGER PRIMARY KEY, n INTEGER) STRICT")
con.execute("CREATE TABLE keyed (code TEXT PRIMARY KEY)")
con.execute("CREATE TABLE child (parent INTEGER REFERENCES tight (id))")
for table in ("loose", "tight"):
    try_it(f"'abc' into an INTEGER column of {table}",
           f"INSERT INTO {table} (n) VALUES ('abc') RETURNING typeof(n)")
    try_it(f"'12' into an INTEGER column of {table}",
           f"INSERT INTO {table} (n) VALUES ('12') RETURNING typeof(n)")
try_it("a TIMESTAMP column holds", "INSERT INTO loose (at) VALUES ('tomorrow') "
       "RETURNING typeof(at)")
try_it("two NULLs in a TEXT PRIMARY KEY", "INSERT INTO keyed VALUES (NULL), (NULL)",
       "SELECT count(*) FROM keyed")
try_it("child without a parent, as you connect", "INSERT INTO child VALUES (99)")
con.execute("PRAGMA foreign_keys = ON")  # (1)!
try_it("child without a parent, foreign_keys = ON", "INSERT INTO child VALUES (98)")
try_it("rows that foreign_key_check finds", "SELECT count(*) FROM "
       "pragma_foreign_key_check")
con.execute("DELETE FROM loose")
try_it("id after the highest row was deleted", "INSERT INTO loose (n) VALUES (1) "
       "RETURNING id")  # (2)!
try_it("upper('é'), 'É' LIKE 'é', 'E' LIKE 'e'",
       "SELECT upper('é'), 'É' LIKE 'é', 'E' LIKE 'e'")
try_it("9007199254740993 through a REAL", "SELECT CAST(CAST(9007199254740993 AS REAL) "
       "AS INTEGER)")
try_it("0.1 + 0.2 = 0.3", "SELECT 0.1 + 0.2 = 0.3")
try_it("a column beside max() without GROUP BY", "SELECT max(n), id FROM loose")
# --8<-- [end:surprises]
assert con.execute("SELECT id FROM loose").fetchall() == [(1,)]
