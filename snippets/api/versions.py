# needs: postgresql
from collections import Counter

from fastapi import Header, Response

from snippets.api.service import SCHEMA, Problem, application, database, serving

with database() as db:
    db.execute(SCHEMA)
    db.execute("INSERT INTO orders (customer, total) VALUES ('ann', 900)")
app = application()
used = Counter()


# --8<-- [start:chain]
def before_currency(body):  # (1)!
    body["total_cents"] = body.pop("total")["cents"]


def before_states(body):
    body["is_open"] = body.pop("status") == "open"


CHANGES = {"2026-09-01": before_currency, "2026-03-01": before_states}  # newest first
ENDED = {"2025-01-01"}
PINNED = {"shop": "2025-06-01"}  # the version of an account's first call


def as_of(version, body):
    """Turn today's answer into that of a version: undo what came after it."""
    for date, undo in CHANGES.items():
        if version < date:
            undo(body)
    return body


@app.get("/orders/{id}")
def read(id: int, response: Response, account: str = Header(),
         api_version: str | None = Header(None)):
    version = api_version or PINNED.setdefault(account, max(CHANGES))  # (2)!
    if version in ENDED:
        raise Problem(410, "version-ended", upgrade="https://api.example/upgrade")
    if version not in {*CHANGES, "2025-06-01"}:
        raise Problem(400, "unknown-version", known=sorted({*CHANGES, "2025-06-01"}))
    used[account, version] += 1  # (3)!
    response.headers.update({"API-Version": version, "Vary": "API-Version, Account"})
    if version < "2026-03-01":  # (4)!
        response.headers["Deprecation"] = "@1772323200"
        response.headers["Sunset"] = "Mon, 01 Mar 2027 00:00:00 GMT"
    with database() as db:
        row = db.execute("SELECT id, status, total FROM orders WHERE id = %s",
                         [id]).fetchone()
    row["total"] = {"cents": row["total"], "currency": "EUR"}
    return as_of(version, row)
# --8<-- [end:chain]


with serving(app) as client:
    for account, version in (("new", None), ("shop", None), ("shop", "2026-03-01"),
                             ("new", None), ("new", "2025-01-01"), ("new", "2")):
        sent = {"Account": account} | ({"API-Version": version} if version else {})
        got = client.get("/orders/1", headers=sent)
        body = got.json() if got.is_success else got.json()["title"]
        print(f"{account} asks for {version}: {got.status_code} {body}")
        for name in ("deprecation", "sunset"):
            if name in got.headers:
                print(f"    {name}: {got.headers[name]}")
for (account, version), calls in sorted(used.items()):
    print(f"calls by {account} of {version}: {calls}")
