# needs: postgresql
from fastapi import Header
from pydantic import BaseModel

from snippets.api.service import SCHEMA, Problem, application, database, serving

with database() as db:
    db.execute(SCHEMA)
    db.execute("INSERT INTO orders (id, customer, total) VALUES (1, 'ann', 900)")
app = application()


class Change(BaseModel):
    total: int


# --8<-- [start:patch]
@app.patch("/orders/{id}")
def change(id: int, body: Change, if_match: str | None = Header(None)):
    if if_match is None:
        raise Problem(428, "if-match-required")  # (1)!
    with database() as db:
        row = db.execute(
            "UPDATE orders SET total = %s, version = version + 1 "
            "WHERE id = %s AND '\"' || version || '\"' = %s RETURNING version",  # (2)!
            [body.total, id, if_match]).fetchone()
        if row is None and not db.execute(
                "SELECT FROM orders WHERE id = %s", [id]).fetchall():
            raise Problem(404, "no-such-order")
    if row is None:
        raise Problem(412, "changed-meanwhile")
    return {"version": row["version"]}
# --8<-- [end:patch]


with serving(app) as client:
    for who, headers, total in (
        ("ann, without If-Match", {}, 1000),
        ("ann, having read version 1", {"If-Match": '"1"'}, 1000),
        ("bob, having read version 1", {"If-Match": '"1"'}, 2000),
        ("ann, the same PATCH again", {"If-Match": '"1"'}, 1000),
        ("bob, after reading again", {"If-Match": '"2"'}, 2000),
    ):
        got = client.patch("/orders/1", json={"total": total}, headers=headers)
        print(f"{who:<28}{got.status_code}  {got.json().get('title', 'done')}")
with database() as db:
    print("total:", db.execute("SELECT total FROM orders").fetchone()["total"])
