# needs: postgresql
import json

from snippets.api import idempotent
from snippets.api.service import database

with database() as db:
    db.execute(idempotent.SCHEMA)
    db.execute("ALTER TABLE idempotency_keys ALTER body TYPE jsonb USING body::jsonb")


def attempt():
    request = {"customer": "ann", "cents": 900}
    with database() as db:
        return idempotent.once(db, "ann", "k1", request,
                               lambda db: idempotent.pay(db, request))[1]


first, second = attempt(), json.dumps(attempt())
print("first answer: ", first)
print("second answer:", second)
print("equal as JSON:", json.loads(first) == json.loads(second))
print("equal as bytes:", first == second)
assert first != second
