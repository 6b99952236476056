# needs: postgresql
"""One payment per key: the insert that claims the key, the effect, the answer."""
import hashlib
import json

from snippets.api.service import Problem

SCHEMA = """
    CREATE TABLE idempotency_keys (
        customer text, key text CHECK (length(key) <= 255),
        fingerprint text NOT NULL, status int, body text,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (customer, key));
    CREATE TABLE ledger (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                         customer text NOT NULL, cents bigint NOT NULL)"""


# --8<-- [start:once]
def fingerprint(request):
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()


def once(db, customer, key, request, effect):
    """Run effect(db) in this transaction unless the key has an answer already."""
    claimed = db.execute(
        "INSERT INTO idempotency_keys (customer, key, fingerprint) "
        "VALUES (%s, %s, %s) "
        "ON CONFLICT DO NOTHING RETURNING 1",  # (1)!
        [customer, key, fingerprint(request)]).fetchone()
    if claimed:
        status, body = effect(db)
        body = json.dumps(body)
        db.execute(
            "UPDATE idempotency_keys SET status = %s, body = %s "
            "WHERE (customer, key) = (%s, %s)",  # (2)!
            [status, body, customer, key])
        return status, body
    known = db.execute(
        "SELECT fingerprint, status, body FROM idempotency_keys "
        "WHERE (customer, key) = (%s, %s)", [customer, key]).fetchone()
    if known is None:
        raise Problem(409, "try-again")  # pruned between the two statements
    if known["fingerprint"] != fingerprint(request):
        raise Problem(422, "key-used-for-another-request")  # (3)!
    return known["status"], known["body"]
# --8<-- [end:once]


def pay(db, request):
    row = db.execute(
        "INSERT INTO ledger (customer, cents) VALUES (%s, %s) RETURNING id",
        [request["customer"], request["cents"]]).fetchone()
    return 201, {"payment": row["id"], "cents": request["cents"]}


if __name__ == "__main__":
    from snippets.api.service import database

    with database() as db:
        db.execute(SCHEMA)
    for label, cents in (("first", 900), ("again", 900), ("other amount", 901)):
        request = {"customer": "ann", "cents": cents}
        try:
            with database() as db:
                got = once(db, "ann", "k1", request, lambda db: pay(db, request))
        except Problem as refused:
            got = refused.status, refused.body["title"]
        print(f"{label}: {got[0]} {got[1]}")
    with database() as db:
        print("ledger rows:", len(db.execute("SELECT FROM ledger").fetchall()))
