# needs: postgresql
"""The order workflow by hand: one row is its memory."""

import os

import psycopg
from shop import URL, Refused, open_shop, outside, report

FORWARD = ["reserve", "charge", "ship", "notify"]
BACK = {"charge": "refund", "reserve": "release"}


# --8<-- [start:workflow]
def advance(order: dict) -> None:
    """Carry an order on from where its row says, to its end."""
    with psycopg.connect(URL, autocommit=True) as db:
        todo, step = db.execute("SELECT todo, step FROM workflow WHERE id = %s",
                                [order["id"]]).fetchone()
        while step < len(todo):
            try:
                outside(order, todo[step])  # (1)!
            except Refused:
                done = todo[:step]
                todo = done + ["-"] + [BACK[what] for what in reversed(done)]
            step += 1
            db.execute("UPDATE workflow SET todo = %s, step = %s WHERE id = %s",
                       [todo, step, order["id"]])  # (2)!
# --8<-- [end:workflow]


def in_child(order: dict) -> None:
    if (child := os.fork()) == 0:
        advance(order)
        os._exit(0)
    os.waitpid(child, 0)


orders = open_shop()
with psycopg.connect(URL) as db:
    db.execute("CREATE TABLE workflow (id text PRIMARY KEY, todo text[], step int)")
for order in orders:
    with psycopg.connect(URL) as db:
        db.execute("INSERT INTO workflow VALUES (%s, %s, 0)", [order["id"], FORWARD])
    in_child(order)  # is killed
    in_child(order)  # somebody else carries on
twice, lost, _ = report()
assert (twice, lost) == (6, 0)
