"""Column-level lineage, read from the SQL: what does a column come from?"""
import sqlglot
from sqlglot import exp
from sqlglot.lineage import lineage

# --8<-- [start:models]
SCHEMA = {"orders": {"id": "int", "customer": "int", "amount": "int", "state": "text",
                     "day": "date"},
          "customers": {"id": "int", "country": "text", "email": "text"}}
MODELS = {
    "daily": """SELECT o.day, c.country, sum(o.amount) AS gross,
                  sum(CASE WHEN o.state = 'refunded' THEN o.amount END) AS refunds
                FROM orders o JOIN customers c ON c.id = o.customer GROUP BY 1, 2""",
    "contacts": "SELECT * FROM customers",
    "report": """SELECT day, refunds * 1.0 / gross AS refund_rate
                 FROM daily WHERE country = 'JP'""",
    "mailing": "SELECT lower(email) AS address FROM contacts",
}
# --8<-- [end:models]


def sources(model, column, schema):
    """Columns of raw tables from which one column of a model is computed."""
    root = lineage(column, MODELS[model], schema=schema, dialect="postgres",
                   sources={name: sql for name, sql in MODELS.items() if name != model})
    found = set()
    for node in root.walk():
        if not node.downstream and isinstance(node.source, exp.Table):
            found.add(f"{node.source.name}.{node.name.split('.')[-1]}")
    return found


edges = {}
for model in MODELS:
    for column in sqlglot.parse_one(MODELS[model], dialect="postgres").named_selects:
        if column != "*":
            edges[f"{model}.{column}"] = sources(model, column, SCHEMA)
for column, origin in edges.items():
    print(f"{column}: {', '.join(sorted(origin))}")
print("--")
for raw in ("orders.state", "customers.email", "customers.country"):
    print(f"computed from {raw}: "
          f"{', '.join(c for c, origin in edges.items() if raw in origin)}")
print("address, when nobody gives the schema: "
      f"{', '.join(sorted(sources('mailing', 'address', {}))) or 'unknown'}")
where = sqlglot.parse_one(MODELS["report"]).find(exp.Where)
filtered = {column.name for column in where.find_all(exp.Column)}
print(f"report also depends, by its WHERE, on: {', '.join(filtered)}")
assert edges["report.refund_rate"] == {"orders.amount", "orders.state"}
assert edges["mailing.address"] == {"customers.email"}
