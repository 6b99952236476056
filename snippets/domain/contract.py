"""A data contract, checked by the producer before anything is published."""
import duckdb

# --8<-- [start:contract]
CONTRACT = {
    "owner": "orders team", "key": ["id"], "fresh_within": "1 hour",
    "columns": {"id": ("BIGINT", "required"), "state": ("VARCHAR", "required"),
                "amount_cents": ("BIGINT", "required"), "coupon": ("VARCHAR", "")},
    "expect": {"amount between 1 and 1,000,000": "amount_cents BETWEEN 1 AND 1000000",
               "a known state": "state IN ('paid', 'refunded')"},
    "median_cents": (1000, 10000),
}


def breaking(old, new):
    """Why consumers that read `old` may fail on, or misread, `new`."""
    for name, (type_, need) in old["columns"].items():
        if name not in new["columns"]:
            yield f"{name} is gone"
        elif new["columns"][name][0] != type_:
            yield f"{name}: {type_} became {new['columns'][name][0]}"
        elif need and not new["columns"][name][1]:
            yield f"{name} may be missing now"
    if new["key"] != old["key"]:
        yield "a row means something else: the key changed"
    for rule, sql in old["expect"].items():
        if new["expect"].get(rule) != sql:
            yield f"promise changed: {rule}"
    for promise in ("owner", "fresh_within", "median_cents"):
        if new[promise] != old[promise]:
            yield f"promise changed: {promise}"


def violations(db, contract):
    """What this batch breaks, with the number of rows."""
    for name, (_, need) in contract["columns"].items():
        if need:
            yield f"{name} missing", f"{name} IS NULL"
    key = ", ".join(contract["key"])
    yield ("duplicate key", f"({key}) IN (SELECT {key} FROM batch GROUP BY ALL "
           "HAVING count(*) > 1)")
    for rule, sql in contract["expect"].items():
        yield "not " + rule, f"NOT ({sql})"
    low, high = contract["median_cents"]
    yield ("median moved", "(SELECT median(amount_cents) FROM batch) "
           f"NOT BETWEEN {low} AND {high}")
# --8<-- [end:contract]


def change(**columns):
    merged = {**CONTRACT["columns"], **columns}
    return {**CONTRACT, "columns": {k: v for k, v in merged.items() if v}}


proposals = {
    "add currency, optional": change(currency=("VARCHAR", "")),
    "drop coupon": change(coupon=None),
    "amount_cents to decimal": change(amount_cents=("DECIMAL(12,2)", "required")),
    "a third state": {**CONTRACT, "expect": {
        **CONTRACT["expect"],
        "a known state": "state IN ('paid', 'refunded', 'held')"}},
    "fresh in a week": {**CONTRACT, "fresh_within": "1 week"},
}
for name, proposal in proposals.items():
    found = list(breaking(CONTRACT, proposal))
    print(f"{name}: {'refused, ' + '; '.join(found) if found else 'compatible'}")

db = duckdb.connect()
BATCHES = {
    "a good batch": "SELECT n AS id, 'paid' AS state, 2000 + n AS amount_cents",
    "euros sent as cents": "SELECT n, 'paid', 20 + n // 100",
    "a join that doubles rows": "SELECT n // 2, 'paid', 2000 + n",
    "a null and a new state": "SELECT n, CASE n WHEN 1 THEN NULL WHEN 2 THEN 'held' "
                              "ELSE 'paid' END, 2000 + n",
}
for name, sql in BATCHES.items():
    db.execute("CREATE OR REPLACE TABLE batch (id bigint, state varchar, "
               "amount_cents bigint)")
    db.execute(f"INSERT INTO batch {sql} FROM (SELECT unnest(range(1000)) AS n)")
    found = {what: rows for what, condition in violations(db, CONTRACT)
             if (rows := db.execute("SELECT count(*) FROM batch WHERE "
                                    + condition).fetchone()[0])}
    print(f"{name}: {found or 'published'}")
