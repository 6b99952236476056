# needs: postgresql
"""Which moves a payment may make is data; two captures at once, two refunds at once."""

import os
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
# --8<-- [start:states]
db.execute("""
    CREATE TABLE move (was text, now text, PRIMARY KEY (was, now));
    INSERT INTO move VALUES
        ('new', 'authorised'), ('new', 'declined'),
        ('authorised', 'captured'), ('authorised', 'voided'),
        ('captured', 'captured'),  -- a refund of a part
        ('captured', 'refunded'), ('captured', 'disputed'),
        ('refunded', 'disputed'), ('disputed', 'captured'),
        ('disputed', 'refunded'), ('disputed', 'lost');
    CREATE TABLE payment (
        id bigint PRIMARY KEY,
        state text NOT NULL DEFAULT 'new',
        authorised bigint NOT NULL DEFAULT 0,
        captured bigint NOT NULL DEFAULT 0,
        refunded bigint NOT NULL DEFAULT 0,
        version int NOT NULL DEFAULT 0,
        CONSTRAINT capture_within_authorised CHECK (captured <= authorised),
        CONSTRAINT refund_within_captured CHECK (refunded <= captured));  -- (1)!
    CREATE TABLE payment_event (
        payment bigint REFERENCES payment, version int,
        was text NOT NULL, now text NOT NULL,
        PRIMARY KEY (payment, version),
        CONSTRAINT allowed FOREIGN KEY (was, now) REFERENCES move);  -- (2)!
    INSERT INTO payment (id, state, authorised) VALUES (1, 'authorised', 5000)""")


def go(connection, was, now, change, amount):
    with connection.transaction():
        moved = connection.execute(
            f"""UPDATE payment SET state = %s, {change} = {change} + %s,
                version = version + 1 WHERE id = 1 AND state = %s
                RETURNING version""", [now, amount, was]).fetchone()  # fmt: skip
        if moved is None:
            return "0 rows: somebody else moved it"  # (3)!
        connection.execute("INSERT INTO payment_event VALUES (1, %s, %s, %s)",
                           [moved[0], was, now])  # fmt: skip
        return "done"
# --8<-- [end:states]


def at_once(was, now, change, amount):
    answers, moved, seen = [], threading.Event(), threading.Event()

    def session(last):
        with psycopg.connect(URL, autocommit=True) as mine, mine.transaction():
            try:
                answers.append(go(mine, was, now, change, amount))
            except psycopg.Error as error:
                answers.append(f"{error.sqlstate} {error.diag.constraint_name}")
            moved.set()
            last or seen.wait()  # the first commits when the second is seen waiting

    both = [threading.Thread(target=session, args=[last]) for last in (False, True)]
    both[0].start()
    moved.wait()
    both[1].start()
    while not (waits := db.execute(WAITS).fetchone()):
        time.sleep(0.005)
    seen.set()
    [one.join() for one in both]
    return f"{answers[0]} | {answers[1]}", waits[0]


WAITS = """SELECT wait_event_type || ' ' || wait_event FROM pg_stat_activity
           WHERE cardinality(pg_blocking_pids(pid)) > 0"""
captures, waited = at_once("authorised", "captured", "captured", 5000)
print("two captures of 5000:", captures)
print("the second capture waited for:", waited)
refunds, waited_too = at_once("captured", "captured", "refunded", 3000)
print("two refunds of 3000:", refunds)
print("the second refund waited for:", waited_too)
try:
    go(db, "captured", "voided", "refunded", 0)
except psycopg.Error as error:
    print(f"void after capture: {error.sqlstate} {error.diag.constraint_name}")
last = db.execute("SELECT state, captured, refunded FROM payment").fetchone()
print("payment:", *last)
assert captures.startswith("done | 0 rows") and refunds.startswith("done | 23514")
assert waited == waited_too == "Lock transactionid"
assert last == ("captured", 5000, 3000)
