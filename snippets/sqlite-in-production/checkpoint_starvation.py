# page: no (sessions)
import os
import sqlite3


def connect():
    con = sqlite3.connect("app.db", isolation_level=None)
    con.execute("PRAGMA synchronous = NORMAL")
    return con


def write(con, transactions):
    for _ in range(transactions):
        con.execute("UPDATE counter SET n = n + 1, filler = randomblob(3000)")


def state(what):
    busy, frames, moved = writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    size = os.path.getsize("app.db-wal") / 2**20
    print(f"{what}: {frames} frames, {moved} moved, file {size:.1f} MiB")
    return frames, moved


writer, reader = connect(), connect()
writer.execute("PRAGMA journal_mode = WAL")
writer.execute("CREATE TABLE counter (n INTEGER, filler BLOB) STRICT")
writer.execute("INSERT INTO counter VALUES (0, zeroblob(3000))")
print("wal_autocheckpoint:", writer.execute("PRAGMA wal_autocheckpoint").fetchone()[0])

write(writer, 5000)  # (1)!
healthy = os.path.getsize("app.db-wal")
state("nobody reads, 5000 commits")
reader.execute("BEGIN")
old = reader.execute("SELECT n FROM counter").fetchone()[0]  # (2)!
write(writer, 5000)
frames, moved = state("one reader stays, 5000 commits")
starved = os.path.getsize("app.db-wal")
print("the reader still sees n:", reader.execute("SELECT n FROM counter").fetchone()[0])
writer.execute("PRAGMA busy_timeout = 100")
busy = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
print("TRUNCATE while it reads, busy:", busy)
reader.execute("COMMIT")
write(writer, 1)
state("reader gone, one more commit")  # (3)!
busy = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
print("TRUNCATE now, busy:", busy)
print("WAL file afterwards, bytes:", os.path.getsize("app.db-wal"))
print(f"WAL grew to, times the healthy size: {starved / healthy:.0f}")
assert old == 5000 and starved > 3 * healthy and moved < frames
