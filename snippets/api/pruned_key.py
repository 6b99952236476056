# needs: postgresql
from snippets.api.idempotent import SCHEMA, once, pay
from snippets.api.service import database

REQUEST = {"customer": "ann", "cents": 900}


def retry():
    with database() as db:
        return once(db, "ann", "k1", REQUEST, lambda db: pay(db, REQUEST))


# --8<-- [start:prune]
PRUNE = """
    DELETE FROM idempotency_keys WHERE ctid IN (
        SELECT ctid FROM idempotency_keys
        WHERE created_at < now() - interval '24 hours'
        LIMIT 1000 FOR UPDATE SKIP LOCKED)"""  # (1)!
# --8<-- [end:prune]

with database() as db:
    db.execute(SCHEMA)
retry()
with database() as db:
    size = db.execute("SELECT pg_column_size(k) AS n "
                      "FROM idempotency_keys k").fetchone()
print("bytes a key:", size["n"])
print(f"a day at 100/s: {size['n'] * 100 * 86_400 / 1e9:.1f} GB")
for hours in (23, 25):
    with database() as db:
        db.execute("UPDATE idempotency_keys SET created_at = now() - %s * "
                   "interval '1 hour'", [hours])
        pruned = db.execute(PRUNE).rowcount
    retry()
    with database() as db:
        count = db.execute("SELECT count(*) FROM ledger").fetchone()["count"]
    print(f"retry after {hours} hours: pruned {pruned}, payments {count}")
assert count == 2
