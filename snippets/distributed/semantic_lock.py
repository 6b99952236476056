# needs: postgresql
"""A customer cancels while the order saga is half done: without a mark, and with."""

import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE purchase (id int, state text, charged int DEFAULT 0)")
STATE = "UPDATE purchase SET state = %s WHERE id = %s"
CHARGE = "UPDATE purchase SET charged = charged + %s WHERE id = %s"


def careless(id: int) -> list[str]:
    db.execute("INSERT INTO purchase VALUES (%s, 'new')", [id])
    said = ["cancelled"]
    db.execute(STATE, ["cancelled", id])  # the customer; nothing is charged yet
    db.execute(CHARGE, [500, id])  # the order saga goes on
    db.execute(STATE, ["approved", id])
    return said


# --8<-- [start:lock]
def move(id: int, old: str, new: str) -> bool:
    """Change the state only from `old`; the row says who is at work on it."""
    query = STATE + " AND state = %s"
    return db.execute(query, [new, id, old]).rowcount == 1


def cancel(id: int) -> str:
    if not move(id, "approved", "cancel_pending"):
        return "409, try again later"  # (1)!
    db.execute(CHARGE, [-500, id])
    move(id, "cancel_pending", "cancelled")
    return "cancelled"


def marked(id: int) -> list[str]:
    db.execute("INSERT INTO purchase VALUES (%s, 'approval_pending')", [id])  # (2)!
    said = [cancel(id)]  # the customer
    db.execute(CHARGE, [500, id])  # the order saga goes on
    move(id, "approval_pending", "approved")
    return [*said, cancel(id)]
# --8<-- [end:lock]


for id, scheme in enumerate((careless, marked)):
    said = scheme(id)
    state, charged = db.execute("SELECT state, charged FROM purchase WHERE id = %s",
                                [id]).fetchone()
    print(f"{scheme.__name__}: the customer hears {said}")
    print(f"  in the end: {state}, charged {charged}")
    assert (charged == 500) == (scheme is careless)
