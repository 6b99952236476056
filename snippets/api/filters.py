# needs: postgresql
from psycopg import sql

from fastapi import Request
from snippets.api.service import SCHEMA, Problem, application, database, serving

with database() as db:
    db.execute(SCHEMA)
    db.execute("INSERT INTO orders (customer, status, total) VALUES "
               "('ann', 'open', 900), ('ann', 'done', 300), ('bob', 'open', 70)")
app = application()


@app.get("/naive")
def naive(status: str, sort: str = "id"):
    with database() as db:
        return db.execute(f"SELECT id, customer FROM orders WHERE customer = 'ann' "
                          f"AND status = '{status}' ORDER BY {sort}").fetchall()


# --8<-- [start:compile]
WHOLE, TEXT = int, str
FILTERS = {"status": (TEXT, {"eq", "in"}), "total": (WHOLE, {"eq", "gte", "lte"})}
SORTS = {"total", "id"}
OPERATORS = {"eq": "{} = %s", "gte": "{} >= %s", "lte": "{} <= %s",
             "in": "{} = ANY(%s)"}


def compiled(parameters):
    """Return condition, order and values of ?status[in]=open,done&sort=-total."""
    conditions, values, order = [], [], sql.SQL("id")
    for name, text in parameters:
        if name == "sort":
            column = text.removeprefix("-")
            if column not in SORTS:
                raise Problem(400, "unknown-sort", allowed=sorted(SORTS))
            way = sql.SQL("DESC" if text.startswith("-") else "ASC")
            order = sql.SQL("{} {}, id").format(sql.Identifier(column), way)  # (1)!
            continue
        field, _, operator = name.removesuffix("]").partition("[")
        kind, allowed = FILTERS.get(field, (None, ()))
        if (operator or "eq") not in allowed:  # (2)!
            raise Problem(400, "unknown-filter", parameter=name)
        try:
            value = [kind(part) for part in text.split(",")]
        except ValueError:
            raise Problem(400, "bad-value", parameter=name) from None
        if len(value) > (50 if operator == "in" else 1):  # (3)!
            raise Problem(400, "too-many-values", parameter=name)
        values.append(value if operator == "in" else value[0])
        conditions.append(sql.SQL(OPERATORS[operator or "eq"]).format(
            sql.Identifier(field)))  # (4)!
    return sql.SQL(" AND ").join([sql.SQL("customer = %s"), *conditions]), order, values


@app.get("/orders")
def find(request: Request):
    where, order, values = compiled(request.query_params.multi_items())
    query = sql.SQL("SELECT id, customer FROM orders WHERE {} ORDER BY {} LIMIT 100")
    with database() as db:
        return db.execute(query.format(where, order), ["ann", *values]).fetchall()
# --8<-- [end:compile]


attack = "x' OR customer = 'bob' --"
with serving(app) as client:
    for query in ({"status": "open"}, {"status": attack}, {"status[in]": "open,done"},
                  {"total[gte]": 500}, {"sort": "-total"}, {"total": "x"},
                  {"sort": "(SELECT 1)"}, {"statsu": "open"}, {"customer": "bob"}):
        got = client.get("/orders", params=query)
        body = got.json()
        told = [row["id"] for row in body] if got.is_success else body["title"]
        print(f"{str(query):<42}{got.status_code}  {told}")
    stolen = client.get("/naive", params={"status": attack}).json()
print("the naive endpoint, attacked, gives rows of:", stolen[0]["customer"])
assert stolen[0]["customer"] == "bob"
