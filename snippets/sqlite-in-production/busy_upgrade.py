# page: no (sessions)
import sqlite3
import time


def open_database():
    con = sqlite3.connect("app.db", timeout=2, isolation_level=None)  # (1)!
    con.execute("PRAGMA journal_mode = WAL")
    return con


def attempt(begin):
    mine, other = open_database(), open_database()
    mine.execute(begin)
    try:
        if begin != "BEGIN":
            other.execute("PRAGMA busy_timeout = 50")
        stock = mine.execute("SELECT n FROM stock").fetchone()[0]
        try:
            other.execute("UPDATE stock SET n = n - 1")
            rival = "committed"
        except sqlite3.OperationalError as error:
            rival = f"waits, then {error.sqlite_errorname}"
        started = time.perf_counter()
        try:
            mine.execute("UPDATE stock SET n = ?", (stock - 1,))  # (2)!
            mine.execute("COMMIT")
            outcome = "committed"
        except sqlite3.OperationalError as error:
            outcome = error.sqlite_errorname
        return rival, outcome, (time.perf_counter() - started) * 1000
    finally:
        mine.close()
        other.close()


open_database().execute("CREATE TABLE stock (n INTEGER NOT NULL) STRICT")
open_database().execute("INSERT INTO stock VALUES (10)")
for begin in ("BEGIN", "BEGIN IMMEDIATE"):
    rival, outcome, ms = attempt(begin)
    print(f"{begin}, the other writer: {rival}")
    print(f"{begin}, my update: {outcome}")
    print(f"{begin}, my update took: ≈ {ms:.2f} ms")
    if begin == "BEGIN":
        assert outcome == "SQLITE_BUSY_SNAPSHOT" and ms < 1000, (outcome, ms)
    else:
        assert outcome == "committed" and rival.endswith("SQLITE_BUSY")
