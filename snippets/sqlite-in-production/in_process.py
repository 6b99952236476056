# needs: postgresql
import os
import sqlite3
import statistics
import time

import psycopg

SCHEMA = """CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE post (id INTEGER PRIMARY KEY, author INTEGER NOT NULL, title TEXT);"""
AUTHORS = [(n, f"author {n}") for n in range(1000)]
POSTS = [(n, n * 7 % 1000, f"post {n}") for n in range(10_000)]

lite = sqlite3.connect("app.db")
lite.executescript(SCHEMA)
lite.executemany("INSERT INTO author VALUES (?, ?)", AUTHORS)
lite.executemany("INSERT INTO post VALUES (?, ?, ?)", POSTS)
lite.commit()
server = psycopg.connect(os.environ["DATABASE_URL"], prepare_threshold=0)
server.execute(SCHEMA, prepare=False)
for table, rows in (("author", AUTHORS), ("post", POSTS)):
    with server.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
server.commit()
server.execute("ANALYZE")


def median_us(function, times):
    took = []
    for _ in range(times):
        started = time.perf_counter()
        function()
        took.append(time.perf_counter() - started)
    return statistics.median(took) * 1e6


# --8<-- [start:pages]
def n_plus_one(con, mark):
    posts = con.execute(f"SELECT id, author FROM post WHERE id < {mark}", (100,))
    one = f"SELECT name FROM author WHERE id = {mark}"
    return [con.execute(one, (author,)).fetchone() for _, author in posts.fetchall()]


def joined(con, mark):
    return con.execute("SELECT name FROM post JOIN author ON author.id = post.author "
                       f"WHERE post.id < {mark}", (100,)).fetchall()
# --8<-- [end:pages]


us = {}
for name, con, mark in (("SQLite", lite, "?"), ("PostgreSQL", server, "%s")):
    one = f"SELECT name FROM author WHERE id = {mark}"
    us[name, "one row"] = median_us(lambda: con.execute(one, (7,)).fetchone(), 1000)
    us[name, "101 queries"] = median_us(lambda: n_plus_one(con, mark), 20)
    us[name, "one join"] = median_us(lambda: joined(con, mark), 50)
    for what in ("one row", "101 queries", "one join"):
        print(f"{name}, {what}: ≈ {us[name, what]:.0f} µs")
ratio = us["PostgreSQL", "one row"] / us["SQLite", "one row"]
print(f"a round trip to the server costs, in queries of SQLite: ≈ {ratio:.0f}")
assert ratio > 4
assert us["SQLite", "101 queries"] < us["PostgreSQL", "101 queries"] / 4
