# needs: postgresql
import json

from pydantic import BaseModel, Field

from snippets.api.service import LOG, SCHEMA, Problem, application, database, serving

with database() as db:
    db.execute(SCHEMA)
app = application()


# --8<-- [start:routes]
class NewOrder(BaseModel):
    customer: str = Field(min_length=1, max_length=50)
    total: int
    reference: str | None = None


@app.post("/orders", status_code=201)
def create(new: NewOrder):
    with database() as db:
        return db.execute(
            "INSERT INTO orders (customer, total, reference) VALUES (%s, %s, %s) "
            "RETURNING id", [new.customer, new.total, new.reference]).fetchone()


@app.get("/orders/{id}")
def read(id: int):
    raise Problem(404, "no-such-order")


@app.get("/sums")
def sums():
    with database() as db:
        db.execute("SET LOCAL statement_timeout = '50ms'")
        return db.execute("SELECT sum(n) FROM generate_series(1, 1e8) AS n").fetchone()


@app.get("/secret")
def secret():
    with database() as db:
        return db.execute("SELECT password FROM cards").fetchone()  # no such table


@app.get("/busy")
def busy():
    raise Problem(429, "too-many-requests", {"Retry-After": "30"})
# --8<-- [end:routes]


JSON = {"Content-Type": "application/json"}
good = {"customer": "ann", "total": 900, "reference": "cart-7"}
with serving(app) as client:
    client.post("/orders", json=good)
    calls = {
        "not JSON": client.post("/orders", content="{", headers=JSON),
        "fields wrong": client.post("/orders", json={"customer": "", "total": "x"}),
        "CHECK violated": client.post("/orders", json=good | {"total": -1}),
        "UNIQUE violated": client.post("/orders", json=good),
        "no such order": client.get("/orders/99"),
        "no such path": client.get("/order"),
        "wrong method": client.delete("/orders"),
        "over the limit": client.get("/busy"),
        "statement_timeout": client.get("/sums"),
        "a bug": client.get("/secret"),
    }
print(f"{'cause':<19}{'status':<7}{'type, last part':<19}same request again?")
for cause, got in calls.items():
    body = got.json()
    assert got.headers["content-type"] == "application/problem+json", cause
    assert body["status"] == got.status_code
    after = got.headers.get("retry-after")
    again = f"after {after} s" if after else "no"
    if got.status_code == 500:
        again = "report it"
    print(f"{cause:<19}{got.status_code:<7}{body['type'].split('/')[-1]:<19}{again}")
print()
print(json.dumps(calls["fields wrong"].json(), indent=1))
bug = calls["a bug"].json()
assert "cards" not in calls["a bug"].text and LOG[-1][0] == bug["incident"]
print("the caller sees:", sorted(bug))
print("the log has:", LOG[-1][1].split("\\n")[0][:60])
