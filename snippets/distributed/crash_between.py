# needs: postgresql
"""A process is killed between "key stored" and "money moved". And the retry?"""

import os
import signal

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("""
    CREATE TABLE done (key text PRIMARY KEY, state text NOT NULL DEFAULT 'done');
    CREATE TABLE payment (key text);
    CREATE TABLE charge_at_provider (key text PRIMARY KEY)  -- another company
""")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def seen(db, key: str) -> str | None:
    row = db.execute("SELECT state FROM done WHERE key = %s", [key]).fetchone()
    return row and row[0]


# --8<-- [start:designs]
def key_first(key, crash) -> None:
    with psycopg.connect(URL, autocommit=True) as db:
        if not seen(db, key):
            db.execute("INSERT INTO done VALUES (%s)", [key])
            crash()
            db.execute("INSERT INTO payment VALUES (%s)", [key])


def payment_first(key, crash) -> None:
    with psycopg.connect(URL, autocommit=True) as db:
        if not seen(db, key):
            db.execute("INSERT INTO payment VALUES (%s)", [key])
            crash()
            db.execute("INSERT INTO done VALUES (%s)", [key])


def one_transaction(key, crash) -> None:
    with psycopg.connect(URL) as db:  # commits at the end of the block
        if not seen(db, key):
            db.execute("INSERT INTO done VALUES (%s)", [key])
            crash()
            db.execute("INSERT INTO payment VALUES (%s)", [key])


def two_companies(key, crash) -> None:
    with psycopg.connect(URL, autocommit=True) as db:
        if seen(db, key) != "done":  # (1)!
            db.execute("INSERT INTO done VALUES (%s, 'started') ON CONFLICT DO NOTHING",
                       [key])
            db.execute("INSERT INTO charge_at_provider VALUES (%s) "
                       "ON CONFLICT DO NOTHING", [key])  # (2)!
            crash()
            db.execute("INSERT INTO payment VALUES (%s)", [key])
            db.execute("UPDATE done SET state = 'done' WHERE key = %s", [key])
# --8<-- [end:designs]


print(f"{'design':16} payments after kill, after retry")
for design in (key_first, payment_first, one_transaction, two_companies):
    counts = []
    for crash in (die, lambda: None):
        child = os.fork()
        if child == 0:
            design(design.__name__, crash)
            os._exit(0)
        os.waitpid(child, 0)
        table = "charge_at_provider" if design is two_companies else "payment"
        query = f"SELECT count(*) FROM {table} WHERE key = %s"
        counts.append(db.execute(query, [design.__name__]).fetchone()[0])
    print(f"{design.__name__:16} {counts[0]:19} {counts[1]:12}")
    assert counts[1] == {"key_first": 0, "payment_first": 2}.get(design.__name__, 1)
os._exit(0)
