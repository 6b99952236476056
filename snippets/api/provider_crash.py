# needs: postgresql
import multiprocessing
import os
import signal

import psycopg

URL = os.environ["DATABASE_URL"]


# --8<-- [start:steps]
def charge(db, card_key, cents):
    """The card provider, a system of its own: it commits for itself."""
    if card_key is None:
        db.execute("INSERT INTO provider (cents) VALUES (%s)", [cents])
    else:  # (1)!
        db.execute("INSERT INTO provider (key, cents) VALUES (%s, %s) "
                   "ON CONFLICT DO NOTHING", [card_key, cents])


def handle(key, how, die):
    with psycopg.connect(URL, autocommit=True) as provider, psycopg.connect(URL) as db:
        if how == "intent first":
            db.execute("INSERT INTO payments VALUES (%s, 'started') "
                       "ON CONFLICT DO NOTHING", [key])
            db.commit()  # (2)!
        charge(provider, None if how == "no key" else f"pay-{key}", 900)
        if die:
            os.kill(os.getpid(), signal.SIGKILL)
        db.execute("INSERT INTO payments VALUES (%s, 'done') "
                   "ON CONFLICT (key) DO UPDATE SET state = 'done'", [key])
# --8<-- [end:steps]


def attempt(*arguments):
    process = multiprocessing.get_context("fork").Process(target=handle, args=arguments)
    process.start()
    process.join()
    return process.exitcode


with psycopg.connect(URL, autocommit=True) as db:
    db.execute("CREATE TABLE provider (key text UNIQUE, cents int);"
               "CREATE TABLE payments (key text PRIMARY KEY, state text)")
    for how in ("no key", "key passed on", "intent first"):
        db.execute("TRUNCATE provider, payments")
        assert attempt("k1", how, True) == -signal.SIGKILL
        left = db.execute("SELECT state FROM payments").fetchone()
        assert attempt("k1", how, False) == 0
        charged = db.execute("SELECT count(*) FROM provider").fetchone()[0]
        print(f"{how}: charged {charged} times; "
              f"after the crash our table says: {left[0] if left else 'nothing'}")
        assert charged == (2 if how == "no key" else 1)
