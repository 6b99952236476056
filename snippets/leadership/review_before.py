# needs: postgresql
"""Send the reminders that are due. Its own test is green; a reviewer adds four."""
import os

import psycopg

from snippets.leadership.reminder_mail import Killed, Mail, Refused, die


# --8<-- [start:change]
def send_due(db, mail):
    """Send every reminder that is due; meant to be called once a minute."""
    due = db.execute("SELECT address FROM reminder "
                     "WHERE due_at <= now() AND NOT sent").fetchall()  # (1)!
    for (address,) in due:
        mail(address)  # (2)!
    db.execute("UPDATE reminder SET sent = true "
               "WHERE due_at <= now() AND NOT sent")  # (3)!


def sends_what_is_due(send_due, db, mail):
    add(db, "ann", "now")
    add(db, "bob", "tomorrow")
    send_due(db, mail)
    send_due(db, mail)
    return ["ann"]
# --8<-- [end:change]


# --8<-- [start:review]
def becomes_due_meanwhile(send_due, db, mail):
    add(db, "ann", "now")
    mail.before = lambda: add(db, "bob", "now")
    send_due(db, mail)
    send_due(db, mail)
    return ["ann", "bob"]


def two_workers(send_due, db, mail):
    add(db, "ann", "now")
    with connect() as other:
        mail.before = lambda: send_due(other, mail)
        send_due(db, mail)
    return ["ann"]


def killed_after_sending(send_due, db, mail):
    add(db, "ann", "now")
    mail.after = die
    try:
        send_due(db, mail)
    except Killed:
        send_due(db, mail)
    return ["ann"]


def some_addresses_fail(send_due, db, mail):
    add(db, "nobody", "now")
    add(db, "slow", "now")
    add(db, "bob", "now")
    try:
        send_due(db, mail)
    except (Refused, TimeoutError):
        pass
    return ["bob"]
# --8<-- [end:review]


TESTS = (sends_what_is_due, becomes_due_meanwhile, two_workers,
         killed_after_sending, some_addresses_fail)


def connect():
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def add(db, address, due):
    db.execute("INSERT INTO reminder (address, due_at) VALUES (%s, %s)", [address, due])


def run(send_due):
    """Return which tests pass, and say what was delivered."""
    passed = []
    for test in TESTS:
        with connect() as db:
            db.execute("DROP TABLE IF EXISTS reminder")
            db.execute("CREATE TABLE reminder (id bigint GENERATED ALWAYS AS IDENTITY "
                       "PRIMARY KEY, address text, due_at timestamptz, "
                       "sent boolean NOT NULL DEFAULT false, "
                       "attempts int NOT NULL DEFAULT 0, "
                       "try_at timestamptz NOT NULL DEFAULT '-infinity')")
            mail = Mail()
            expected = test(send_due, db, mail)
        passed.append(mail.delivered == expected)
        verdict = "passes" if passed[-1] else "FAILS"
        delivered = " ".join(mail.delivered) or "-"
        print(f"{test.__name__}: {verdict}, delivered {delivered}")
    return passed


if __name__ == "__main__":
    assert run(send_due) == [True, False, False, False, False]
