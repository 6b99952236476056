# page: no (sessions)
import sqlite3
import time

con = sqlite3.connect("app.db", isolation_level=None)
con.execute("CREATE TABLE stock (n INTEGER)")
con.execute("INSERT INTO stock VALUES (10)")
one, two = (sqlite3.connect("app.db", timeout=1, isolation_level=None)
            for _ in range(2))
for transaction in (one, two):
    transaction.execute("BEGIN")
    transaction.execute("SELECT n FROM stock").fetchone()


def outcome(transaction, statement):
    started = time.perf_counter()
    try:
        transaction.execute(statement)
        result = "done"
    except sqlite3.OperationalError as error:
        result = error.sqlite_errorname
    return result, time.perf_counter() - started


first, _ = outcome(one, "UPDATE stock SET n = n - 1")
print("journal mode:", con.execute("PRAGMA journal_mode").fetchone()[0])
print("one, update:", first)
second, at_once = outcome(two, "UPDATE stock SET n = n - 1")
print(f"two, update: {second} after ≈ {at_once:.2f} s")
commit, waited = outcome(one, "COMMIT")
print(f"one, commit: {commit} after ≈ {waited:.2f} s")
two.execute("ROLLBACK")
print("one, commit after two has rolled back:", outcome(one, "COMMIT")[0])
assert second == commit == "SQLITE_BUSY" and at_once < waited
