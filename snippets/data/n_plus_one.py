# needs: postgresql(autovacuum=off, shared_preload_libraries=pg_stat_statements)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""
    CREATE EXTENSION pg_stat_statements;
    CREATE TABLE authors AS
    SELECT id, 'author ' || id AS name FROM generate_series(1, 1000) AS id;
    ALTER TABLE authors ADD PRIMARY KEY (id);
    CREATE TABLE books AS
    SELECT id, id % 1000 + 1 AS author_id, 'book ' || id AS title
    FROM generate_series(1, 20000) AS id;
    ALTER TABLE books ADD PRIMARY KEY (id)""")
db.execute("VACUUM ANALYZE authors, books")


# --8<-- [start:idea]
def n_plus_one():
    """What an ORM does when a template touches book.author in a loop."""
    books = db.execute("SELECT title, author_id FROM books ORDER BY id LIMIT 100")
    one = "SELECT name FROM authors WHERE id = %s"
    return [(title, db.execute(one, [key]).fetchone()[0]) for title, key in books]


def two_queries():
    """What `selectinload` or `prefetch_related` does."""
    books = db.execute("SELECT title, author_id FROM books ORDER BY id LIMIT 100")
    books = books.fetchall()
    many = "SELECT id, name FROM authors WHERE id = ANY(%s)"
    names = dict(db.execute(many, [[key for _, key in books]]).fetchall())
    return [(title, names[key]) for title, key in books]


def join():
    """What `joinedload` or `select_related` does."""
    return db.execute("""
        SELECT b.title, a.name FROM books b JOIN authors a ON a.id = b.author_id
        ORDER BY b.id LIMIT 100""").fetchall()
# --8<-- [end:idea]


SUM = """SELECT sum(calls)::int, sum(shared_blks_hit + shared_blks_read)::int
         FROM pg_stat_statements WHERE query LIKE '%FROM books%'
            OR query LIKE '%FROM authors%'"""
RTT = 1  # ms from application to database, in another zone or behind a proxy
answers, calls = [], {}
print("shape         round trips  buffers  waiting at 1 ms a round trip")
for shape in (n_plus_one, two_queries, join):
    shape()  # warm
    db.execute("SELECT pg_stat_statements_reset()")
    answers.append(shape())
    trips, buffers = db.execute(SUM).fetchone()
    calls[shape] = trips
    print(f"{shape.__name__:<12} {trips:>12} {buffers:>8}  {trips * RTT:>6} ms")

assert answers[0] == answers[1] == answers[2] and len(answers[0]) == 100
assert list(calls.values()) == [101, 2, 1]
print(f"round trips of N+1: {calls[n_plus_one]}")
print("same 100 rows from each: yes")
