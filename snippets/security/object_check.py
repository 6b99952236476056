# needs: postgresql
"""Every caller against every call: the careless service, and the one that asks."""
import os

import psycopg
from psycopg.rows import dict_row

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, row_factory=dict_row)
db.execute("""
    CREATE TABLE invoice (id int PRIMARY KEY, tenant text, author text, note text,
                          cents bigint, status text DEFAULT 'draft')""")
db.execute("INSERT INTO invoice VALUES (7, 'acme', 'ann', '', 500),"
           " (8, 'acme', 'abe', '', 500)")
USERS = {"ann": ("acme", "clerk"), "abe": ("acme", "approver"),
         "zoe": ("zeta", "approver"), "guest": (None, None)}


# --8<-- [start:careless]
def careless(user, verb, invoice, body):
    tenant, role = USERS[user]
    if role is None:
        return 403
    if verb == "read":
        row = db.execute("SELECT * FROM invoice WHERE id = %s", [invoice]).fetchone()
        return 200 if row else 404
    if verb == "edit":
        columns = psycopg.sql.SQL(", ").join(
            psycopg.sql.SQL("{} = {}").format(psycopg.sql.Identifier(k), v)
            for k, v in body.items())
        done = db.execute(psycopg.sql.SQL("UPDATE invoice SET {} WHERE id = {}")
                          .format(columns, invoice))
    if verb == "approve":
        done = db.execute("UPDATE invoice SET status = 'approved' WHERE id = %s",
                          [invoice])
    return 200 if done.rowcount else 404
# --8<-- [end:careless]


# --8<-- [start:asks]
MAY = {("clerk", "read"), ("clerk", "edit"),  # (1)!
       ("approver", "read"), ("approver", "approve")}
EDITABLE = {"note"}


def asks(user, verb, invoice, body, without=None):
    tenant, role = USERS[user]
    if without != "function" and (role, verb) not in MAY:
        return 403
    if without != "property" and verb == "edit" and not body.keys() <= EDITABLE:
        return 422
    mine = "true" if without == "object" else "tenant = %(tenant)s"  # (2)!
    change = {"read": "SELECT id FROM invoice WHERE",
              "edit": "UPDATE invoice SET note = coalesce(%(note)s, note),"
                      " cents = coalesce(%(cents)s, cents) WHERE",
              "approve": "UPDATE invoice SET status = 'approved'"
                         " WHERE author <> %(user)s AND"}[verb]  # (3)!
    done = db.execute(f"{change} id = %(id)s AND {mine}",
                      {"id": invoice, "tenant": tenant, "user": user,
                       "note": None, "cents": None} | (body or {}))
    return 200 if done.rowcount else 404  # (4)!
# --8<-- [end:asks]


CALLS = {"read": ("read", 7, None), "edit note": ("edit", 7, {"note": "hi"}),
         "edit cents": ("edit", 7, {"cents": 1}), "approve": ("approve", 7, None),
         "approve own": ("approve", 8, None)}
WANTED = {"ann": (200, 200, 422, 403, 403), "abe": (200, 403, 403, 200, 404),
          "zoe": (404, 403, 403, 404, 404), "guest": (403,) * 5}


def wrong(handler):
    found = []
    for user, answers in WANTED.items():
        for (name, (verb, invoice, body)), wanted in zip(CALLS.items(), answers):
            with db.transaction(force_rollback=True):
                got = handler(user, verb, invoice, body)
            if got != wanted:
                found.append(f"{user}, {name}: {got}, wanted {wanted}")
    return found


bad = wrong(careless)
print("The careless service answers wrongly:")
print("\n".join(f"  {line}" for line in bad))
print(f"careless, wrong: {len(bad)} of 20")
print(f"asks, wrong: {len(wrong(asks))} of 20")
missed = {}
for check in ("object", "property", "function"):
    missed[check] = wrong(lambda *call: asks(*call, without=check))
    print(f"without the {check} check, wrong: {len(missed[check])}")
assert len(bad) == 11 and not wrong(asks) and all(missed.values())
