"""Compares what clients, ledger, processor and receiver each believe."""

from collections import Counter

import psycopg

from chaos.shoppers import View

WAITING = """SELECT (SELECT count(*) FROM operation WHERE state = 'pending')
                  + (SELECT count(*) FROM delivery WHERE state = 'pending')"""
UNBALANCED = """SELECT count(*) FROM (SELECT transaction_id, currency FROM ledger_entry
                GROUP BY 1, 2 HAVING sum(amount) <> 0) AS wrong"""
MONEY = """SELECT t.kind, t.reference::text, o.charge_id::text, e.amount
           FROM ledger_transaction t JOIN operation o ON o.id = t.reference
           JOIN ledger_entry e ON e.transaction_id = t.id
           JOIN account a ON a.id = e.account_id AND a.code IS NULL
           WHERE t.kind <> 'settlement'"""


# --8<-- [start:audit]
def audit(
    db: psycopg.Connection, view: View, book: dict, arrived: Counter
) -> dict[str, int]:
    """Return counts of what must not be; all of them are zero where nothing is lost."""
    money = db.execute(MONEY).fetchall()
    taken = Counter(charge for kind, _, charge, _ in money if kind != "refund")
    amounts = {charge: -amount for kind, _, charge, amount in money if kind != "refund"}
    back = {key: amount for kind, key, _, amount in money if kind == "refund"}
    made = {row[0] for row in db.execute("SELECT id::text FROM charge")}
    events = {row[0] for row in db.execute("SELECT id::text FROM event")}
    reserved = db.execute(
        "SELECT id::text FROM operation"
        " WHERE kind = 'authorize' AND state = 'succeeded'"
    )
    ours = {reference for _, reference, _, _ in money} | {row[0] for row in reserved}
    theirs = set(book["done"])
    unbalanced = db.execute(UNBALANCED).fetchone()[0]
    return {
        "charges that a client wanted and that are lost": len(
            view.charges.keys() - made
        ),
        "charges that no client wanted": len(made - view.charges.keys()),
        "charges booked twice": sum(count > 1 for count in taken.values()),
        "charges not booked, or with another amount": sum(
            amounts.get(charge) != amount for charge, amount in view.captured.items()
        ),
        "refunds lost, too many, or with another amount": len(
            view.refunds.items() ^ back.items()
        ),
        "done at the processor, not in our books": len(theirs - ours),
        "in our books, not done at the processor": len(ours - theirs),
        "ledger transactions that do not sum to zero": unbalanced,
        "keys with two answers": view.two_answers,
        "events that never arrived": len(events - arrived.keys()),
        "webhooks of no event": len(arrived.keys() - events),
    }
# --8<-- [end:audit]
