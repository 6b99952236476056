# needs: postgresql
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg

CLIENTS = 8


def race(sign_up):
    """Let eight sessions sign up the same address at once; count rows and errors."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as db:
        rule = "text" if sign_up is check_then_insert else "text UNIQUE"
        db.execute("DROP TABLE IF EXISTS account")
        db.execute(f"CREATE TABLE account (email {rule})")
    everyone_checked = Barrier(CLIENTS)
    with ThreadPoolExecutor(CLIENTS) as pool:
        jobs = [pool.submit(sign_up, everyone_checked) for _ in range(CLIENTS)]
        codes = [job.result() for job in jobs]
    with psycopg.connect(os.environ["DATABASE_URL"]) as db:
        rows = db.execute("SELECT count(*) FROM account").fetchone()[0]
    return rows, codes


# --8<-- [start:race]
def check_then_insert(everyone_checked):
    with psycopg.connect(os.environ["DATABASE_URL"]) as db:
        taken = db.execute("SELECT FROM account WHERE email = 'a@b.example'").rowcount
        everyone_checked.wait()  # (1)!
        if taken:
            return "refused"
        db.execute("INSERT INTO account VALUES ('a@b.example')")
        return "created"


def insert_and_ask(everyone_checked):
    everyone_checked.wait()
    try:
        with psycopg.connect(os.environ["DATABASE_URL"]) as db:
            db.execute("INSERT INTO account VALUES ('a@b.example')")
            return "created"
    except psycopg.errors.UniqueViolation as error:
        return error.sqlstate  # (2)!


def insert_or_nothing(everyone_checked):
    everyone_checked.wait()
    with psycopg.connect(os.environ["DATABASE_URL"]) as db:
        done = db.execute(
            "INSERT INTO account VALUES ('a@b.example') ON CONFLICT DO NOTHING"
        )
        return "created" if done.rowcount else "already there"
# --8<-- [end:race]


for way in check_then_insert, insert_and_ask, insert_or_nothing:
    rows, codes = race(way)
    tally = ", ".join(f"{codes.count(c)} {c}" for c in sorted(set(codes)))
    print(f"{way.__name__}: {rows} rows ({tally})")
    assert rows == (CLIENTS if way is check_then_insert else 1)
