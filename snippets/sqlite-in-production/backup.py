# page: no (sessions)
import os
import shutil
import sqlite3


def state(path):
    try:
        con = sqlite3.connect(path)
        check = con.execute("PRAGMA integrity_check(1)").fetchone()[0]
        rows = con.execute("SELECT count(*), sum(cents) FROM account").fetchone()
        return f"{rows[0]} rows, sum {rows[1]}, integrity " + (
            "ok" if check == "ok" else "BROKEN")
    except sqlite3.DatabaseError as error:
        return f"unreadable: {error}"


live = sqlite3.connect("live.db", isolation_level=None)
live.execute("PRAGMA journal_mode = WAL")
live.execute("CREATE TABLE account (id INTEGER PRIMARY KEY, cents INTEGER, pad TEXT)")
live.execute("CREATE INDEX account_pad ON account (pad)")
rows = [(n, 100, f"{n * 7919 % 5000:0200}") for n in range(5000)]
live.execute("BEGIN")
live.executemany("INSERT INTO account VALUES (?, ?, ?)", rows)
live.execute("COMMIT")
live.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def traffic(first, rows=500):  # transfers, new rows and a reorganisation of the index
    live.execute("BEGIN")
    live.execute("UPDATE account SET cents = cents - 1 WHERE id < 10")
    live.execute("UPDATE account SET cents = cents + 1 WHERE id >= 4990 AND id < 5000")
    live.executemany("INSERT INTO account VALUES (?, 0, ?)",
                     [(n, f"{n:0200}") for n in range(first, first + rows)])
    live.execute("UPDATE account SET pad = 'z' || pad WHERE id % 2 = 0")
    live.execute("COMMIT")


# --8<-- [start:copies]
with open("live.db", "rb") as source, open("torn.db", "wb") as copy:
    copy.write(source.read(os.path.getsize("live.db") // 2))
    traffic(5000)
    live.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # (1)!
    shutil.copyfileobj(source, copy)

traffic(6000)
shutil.copy("live.db", "without_wal.db")  # (2)!

live.execute("VACUUM INTO 'vacuumed.db'")

calls = []


def progress(status, remaining, total):
    calls.append(remaining)
    if len(calls) == 3:  # (3)!
        other = sqlite3.connect("live.db")
        other.execute("UPDATE account SET pad = pad || '+' WHERE id = 1")
        other.commit()
        other.close()


with sqlite3.connect("online.db") as target:
    sqlite3.connect("live.db").backup(target, pages=100, progress=progress)
# --8<-- [end:copies]
for name in ("torn", "without_wal", "vacuumed", "online", "live"):
    print(f"{name}.db: {state(name + '.db')}")
restarted = calls[3] >= calls[2]
print(f"the online backup started again after a foreign commit: {restarted}")
assert "ok" not in state("torn.db") and restarted
assert state("vacuumed.db") == state("online.db") == state("live.db")
