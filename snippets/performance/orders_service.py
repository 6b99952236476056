# needs: postgresql
import json
import os
import queue

import psycopg
from fastapi import FastAPI, Response
from fastapi.encoders import jsonable_encoder
from pydantic import create_model

URL = os.environ["DATABASE_URL"]
Item = create_model("Item", order_id=int, sku=str, cents=int)
Order = create_model("Order", id=int, items=list[Item])


def fill():
    """10,000 orders and 60,000 items, once without and once with indexes."""
    with psycopg.connect(URL, autocommit=True) as db:
        for schema in ("plain", "indexed"):
            db.execute(f"""
                CREATE SCHEMA {schema};
                CREATE TABLE {schema}.orders AS
                SELECT id, id % 500 AS customer FROM generate_series(1, 10000) AS id;
                CREATE TABLE {schema}.items AS
                SELECT id % 10000 + 1 AS order_id, 'sku-' || id AS sku,
                       id % 900 AS cents
                FROM generate_series(1, 60000) AS id""")
        db.execute("""CREATE INDEX ON indexed.orders (customer);
                      CREATE INDEX ON indexed.items (order_id)""")
        db.execute("VACUUM ANALYZE")


def connect():
    return psycopg.connect(URL, autocommit=True)


# --8<-- [start:idea]
def find_orders(db, schema, customer):
    sql = f"SELECT id FROM {schema}.orders WHERE customer = %s"
    return [row[0] for row in db.execute(sql, [customer])]


def find_items(db, schema, orders):
    sql = f"SELECT order_id, sku, cents FROM {schema}.items WHERE order_id = ANY(%s)"
    return db.execute(sql, [orders]).fetchall()


def respond(step, orders, rows):
    answer = {order: {"id": order, "items": []} for order in orders}
    for order_id, sku, cents in rows:
        item = {"order_id": order_id, "sku": sku, "cents": cents}
        answer[order_id]["items"].append(item)
    answer = list(answer.values())
    if step < 4:  # (1)!
        answer = jsonable_encoder([Order(**order) for order in answer])
    return Response(json.dumps(answer), media_type="application/json")


def application():
    app, pool = FastAPI(), queue.Queue()
    [pool.put(connect()) for _ in range(4)]

    @app.get("/{step}/{customer}")
    def customer_orders(step: int, customer: int):
        schema = "indexed" if step >= 1 else "plain"  # (2)!
        db = pool.get() if step >= 3 else connect()
        orders = find_orders(db, schema, customer)
        batches = [orders] if step >= 2 else [[order] for order in orders]
        rows = [row for batch in batches for row in find_items(db, schema, batch)]
        pool.put(db) if step >= 3 else db.close()
        return respond(step, orders, rows)

    return app
# --8<-- [end:idea]


if __name__ == "__main__":
    fill()
    handler = application().routes[-1].endpoint
    answers = [json.loads(handler(step, 7).body) for step in range(5)]
    for answer in answers:
        answer.sort(key=lambda order: order["id"])
        [order["items"].sort(key=lambda item: item["sku"]) for order in answer]
    assert all(answer == answers[0] for answer in answers)
    print(f"orders in the answer: {len(answers[0])}")
    print(f"items in the answer: {sum(len(order['items']) for order in answers[0])}")
    print("same answer from all five variants: yes")
