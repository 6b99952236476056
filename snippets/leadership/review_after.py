# needs: postgresql
from snippets.leadership.review_before import run


# --8<-- [start:change]
def send_due(db, mail):
    """Send what is due, each reminder at least once, under a key of its own."""
    while True:
        with db.transaction():  # (1)!
            row = db.execute(
                "SELECT id, address FROM reminder WHERE due_at <= now() AND NOT sent "
                "AND try_at <= now() AND attempts < 5 ORDER BY due_at, id LIMIT 1 "
                "FOR UPDATE SKIP LOCKED").fetchone()  # (2)!
            if row is None:
                return
            try:
                mail(row[1], key=f"reminder-{row[0]}")  # (3)!
            except Exception:  # (4)!
                db.execute(
                    "UPDATE reminder SET attempts = attempts + 1, "
                    "try_at = now() + interval '10 minutes' WHERE id = %s", [row[0]])
            else:
                db.execute("UPDATE reminder SET sent = true WHERE id = %s", [row[0]])
# --8<-- [end:change]


if __name__ == "__main__":
    assert all(run(send_due))
