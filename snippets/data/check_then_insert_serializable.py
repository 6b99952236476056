# needs: postgresql
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg

CLIENTS = 8
everyone_checked = Barrier(CLIENTS)
with psycopg.connect(os.environ["DATABASE_URL"]) as db:
    db.execute("CREATE TABLE account (email text)")


def check_then_insert(_):
    try:
        with psycopg.connect(os.environ["DATABASE_URL"]) as db:
            db.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
            found = db.execute("SELECT FROM account WHERE email = 'a@b.example'")
            everyone_checked.wait()
            if found.rowcount:
                return "refused"
            db.execute("INSERT INTO account VALUES ('a@b.example')")
        return "created"
    except psycopg.errors.SerializationFailure as error:
        return error.sqlstate


with ThreadPoolExecutor(CLIENTS) as pool:
    codes = list(pool.map(check_then_insert, range(CLIENTS)))
with psycopg.connect(os.environ["DATABASE_URL"]) as db:
    rows = db.execute("SELECT count(*) FROM account").fetchone()[0]
print(f"rows: {rows}")
print("outcomes:", ", ".join(f"{codes.count(c)} {c}" for c in sorted(set(codes))))
assert rows == codes.count("created") == 1
