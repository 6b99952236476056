# needs: postgresql
import os
import sqlite3
from unittest.mock import MagicMock

import psycopg

SCHEMA = """CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(8),
            code TEXT UNIQUE, vip INTEGER, debt NUMERIC(9, 2), at TIMESTAMP)"""
ROWS = [(1, "ann", "a", 3, 0.10), (2, "Bob", "B", None, 0.20), (3, "cid", "c", 1, 1.00)]


# --8<-- [start:bugs]
def no_such_column(db):
    db.execute("SELECT surname FROM customer").fetchall()


def no_such_day(db):
    db.execute("INSERT INTO customer (id, at) VALUES (9, '2026-02-30 08:00')")


def too_long(db):
    db.execute("INSERT INTO customer (id, name) VALUES (9, 'Bartholomew')")


def text_in_number(db):
    db.execute("INSERT INTO customer (id, vip) VALUES (8, 'gold')")


def bare_column(db):
    db.execute("SELECT name, max(vip) FROM customer").fetchone()


def best_first(db):  # NULLs: first in one, last in the other
    rows = db.execute("SELECT id FROM customer ORDER BY vip DESC LIMIT 1").fetchall()
    assert rows == [(1,)], rows


def search(db):
    rows = db.execute("SELECT id FROM customer WHERE name LIKE 'b%'").fetchall()
    assert rows == [(2,)], rows


def after_an_error(db):  # duplicate: give up this row, go on with the next
    try:
        db.execute("INSERT INTO customer (id, code) VALUES (7, 'a')")
    except (sqlite3.IntegrityError, psycopg.errors.UniqueViolation):
        pass
    db.execute("INSERT INTO customer (id, code) VALUES (6, 'd')")


def sums_exactly(db):  # right in production
    total = db.execute("SELECT sum(debt) FROM customer WHERE id < 3").fetchone()[0]
    assert str(total) in ("0.30", "0.3"), total
# --8<-- [end:bugs]


def mock(bug):
    answers = {sums_exactly: [("0.30",)], best_first: [(1,)], search: [(2,)]}
    answer = answers.get(bug, [])
    db = MagicMock()
    db.execute.return_value.fetchall.return_value = answer
    db.execute.return_value.fetchone.return_value = answer[0] if answer else (0,)
    return db


def sqlite(bug):
    db = sqlite3.connect(":memory:")
    db.execute(SCHEMA)
    db.executemany("INSERT INTO customer VALUES (?, ?, ?, ?, ?, NULL)", ROWS)
    return db


def real(bug):
    db = psycopg.connect(os.environ["DATABASE_URL"])
    db.execute(SCHEMA)
    db.cursor().executemany(
        "INSERT INTO customer VALUES (%s, %s, %s, %s, %s, NULL)", ROWS)
    return db  # never committed: gone when it closes


caught = {"mock": 0, "SQLite": 0, "PostgreSQL": 0}
bugs = (no_such_column, no_such_day, too_long, text_in_number, bare_column,
        best_first, search, after_an_error)
for bug in (*bugs, sums_exactly):
    line = []
    for name, make in (("mock", mock), ("SQLite", sqlite), ("PostgreSQL", real)):
        db = make(bug)
        try:
            bug(db)
            line.append("pass")
        except Exception as error:
            caught[name] += bug in bugs
            line.append(getattr(error, "sqlstate", None) or type(error).__name__)
        db.close()
    print(f"{bug.__name__:<15} {line[0]:<6} {line[1]:<17} {line[2]}")
for name, number in caught.items():
    print(f"bugs caught with {name}: {number} of {len(bugs)}")
assert caught == {"mock": 0, "SQLite": 1, "PostgreSQL": 8}
