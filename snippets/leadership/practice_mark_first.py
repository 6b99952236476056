# needs: postgresql
"""Mark first, then send: which test fails, and which new one?"""
from snippets.leadership import review_after, review_before
from snippets.leadership.reminder_mail import Killed, die
from snippets.leadership.review_before import add, run


def send_due(db, mail):
    while row := db.execute(
            "UPDATE reminder SET sent = true WHERE id = (SELECT id FROM reminder "
            "WHERE due_at <= now() AND NOT sent ORDER BY due_at, id LIMIT 1 "
            "FOR UPDATE SKIP LOCKED) RETURNING id, address").fetchone():
        try:
            mail(row[1], key=f"reminder-{row[0]}")
        except Exception:
            continue


def killed_before_sending(send_due, db, mail):
    add(db, "ann", "now")
    mail.before = die
    try:
        send_due(db, mail)
    except Killed:
        send_due(db, mail)
    return ["ann"]


review_before.TESTS += (killed_before_sending,)
print("marked first")
assert run(send_due) == [True] * 5 + [False]
print("\nmarked after sending")
assert all(run(review_after.send_due))
