# page: no (platform)
import sqlite3

print("SQLite that this Python runs: ≈", sqlite3.sqlite_version.rpartition(".")[0])
print("default isolation_level:", repr(sqlite3.connect(":memory:").isolation_level))


def transaction(con, statement):
    con.execute(statement)
    return con.in_transaction


legacy = sqlite3.connect("app.db", timeout=0)
legacy.execute("CREATE TABLE t (n INTEGER)")
print("legacy, in a transaction after SELECT:", transaction(legacy, "SELECT 1"))  # (1)!
print("legacy, in a transaction after CREATE TABLE:",
      transaction(legacy, "CREATE TABLE u (n INTEGER)"))
print("legacy, in a transaction after INSERT:",
      transaction(legacy, "INSERT INTO t VALUES (1)"))
other = sqlite3.connect("app.db", timeout=0)
try:
    other.execute("INSERT INTO t VALUES (2)")
except sqlite3.OperationalError as error:
    print("second connection:", error.sqlite_errorname)
print("second connection, in a transaction after the error:", other.in_transaction)
other.rollback()
legacy.close()  # (2)!
print("rows after close without commit:",
      other.execute("SELECT count(*) FROM t").fetchone()[0])

with sqlite3.connect("app.db") as con:
    con.execute("INSERT INTO t VALUES (3)")
con.execute("SELECT 1")  # (3)!
print("usable after the with block:", True)

explicit = sqlite3.connect("app.db", timeout=5, isolation_level=None)
print("isolation_level=None, in a transaction after INSERT:",
      transaction(explicit, "INSERT INTO t VALUES (4)"))
print("isolation_level of explicit:", explicit.isolation_level)
