# needs: postgresql
import hashlib
import os
import threading
import time
from itertools import pairwise

import psycopg

url = os.environ["DATABASE_URL"]
db = psycopg.connect(url, autocommit=True)
db.execute(
    """CREATE TABLE entry (id bigint GENERATED ALWAYS AS IDENTITY, what text);
       CREATE TABLE chain (previous bytea, hash bytea);
       INSERT INTO chain VALUES ('', sha256('start'));
       CREATE TABLE head (hash bytea); INSERT INTO head VALUES (sha256('start'))"""
)
# --8<-- [start:gaps]
slow, fast = psycopg.connect(url), psycopg.connect(url, autocommit=True)
slow.execute("INSERT INTO entry (what) VALUES ('began first')")  # id 1, not committed
fast.execute("INSERT INTO entry (what) VALUES ('began second')")  # id 2, committed
seen = [row[0] for row in db.execute("SELECT id FROM entry ORDER BY id")]
slow.commit()
later = [row[0] for row in db.execute("SELECT id FROM entry ORDER BY id")]
slow.execute("INSERT INTO entry (what) VALUES ('refused')")
slow.rollback()
fast.execute("INSERT INTO entry (what) VALUES ('after')")
gaps = [row[0] for row in db.execute("SELECT id FROM entry ORDER BY id")]
# --8<-- [end:gaps]
print("ids seen by a reader:", seen, "and later:", later)
print("ids after a rollback:", gaps)
assert (seen, later, gaps) == ([2], [1, 2], [1, 2, 4])

# --8<-- [start:fork]
LAST = "SELECT hash FROM chain WHERE hash NOT IN (SELECT previous FROM chain)"
LINK = "INSERT INTO chain VALUES (%s, sha256(%s || convert_to(%s, 'UTF8')))"


def append(start, what):
    with psycopg.connect(url) as session:
        last = session.execute(LAST).fetchone()[0]
        start.wait()
        session.execute(LINK, [last, last, what])


# --8<-- [end:fork]
start = threading.Barrier(4)
sessions = [threading.Thread(target=append, args=(start, str(i))) for i in range(4)]
for session in sessions:
    session.start()
for session in sessions:
    session.join()
ends = db.execute(LAST).rowcount
print("ends of the chain after 4 appends at once, no lock:", ends)
assert ends == 4

# --8<-- [start:batch]
ROWS, BATCH = 200, 100


def chained(entries):
    with db.transaction(), db.cursor() as cursor:
        last = db.execute("SELECT hash FROM head FOR UPDATE").fetchone()[0]
        hashes = [last]
        for entry in entries:
            hashes.append(hashlib.sha256(hashes[-1] + entry.encode()).digest())
        cursor.executemany("INSERT INTO chain VALUES (%s, %s)",
                           list(pairwise(hashes)))
        db.execute("UPDATE head SET hash = %s", [hashes[-1]])


# --8<-- [end:batch]
db.execute("TRUNCATE chain")
rates = []
for size in (1, BATCH):
    began = time.perf_counter()
    for first in range(0, ROWS, size):
        chained(str(number) for number in range(first, first + size))
    rates.append(ROWS / (time.perf_counter() - began))
print(f"appends a second, a lock and a commit for each: ≈ {rates[0]:.0f}")
print(f"appends a second, 100 to a lock and a commit: ≈ {rates[1]:.0f}")
assert rates[1] > 2 * rates[0]
links = db.execute("SELECT previous, hash FROM chain").fetchall()
assert len(dict(links)) == 2 * ROWS and db.execute(LAST).rowcount == 1
