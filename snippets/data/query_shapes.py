# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("SET default_statistics_target = 1000")
db.execute("""
    CREATE TABLE customers AS
    SELECT id, 'customer ' || id AS name FROM generate_series(1, 1000) AS id;
    ALTER TABLE customers ADD PRIMARY KEY (id);
    CREATE TABLE orders AS
    SELECT id, id * 7919 % 1000 + 1 AS customer_id, id * 31 % 5000 AS courier_id,
           id % 1000 AS total, repeat('o', 100) AS note
    FROM generate_series(1, 100000) AS id;
    ALTER TABLE orders ADD PRIMARY KEY (id);
    CREATE INDEX ON orders (customer_id, id) INCLUDE (total);
    CREATE INDEX ON orders (courier_id)""")
db.execute("VACUUM ANALYZE customers, orders")

# --8<-- [start:idea]
QUESTIONS = {
    "latest order of each customer": {
        "correlated max": """SELECT o.customer_id, o.id, o.total FROM orders o
            WHERE o.id = (SELECT max(i.id) FROM orders i
                          WHERE i.customer_id = o.customer_id)""",
        "window": """SELECT customer_id, id, total FROM (
            SELECT customer_id, id, total, row_number() OVER (
                PARTITION BY customer_id ORDER BY id DESC) AS place
            FROM orders) AS ranked WHERE place = 1""",
        "lateral": """SELECT c.id, o.id, o.total FROM customers c CROSS JOIN LATERAL (
            SELECT id, total FROM orders WHERE customer_id = c.id
            ORDER BY id DESC LIMIT 1) AS o""",
    },
    "orders of customer 7 or courier 7": {
        "OR across a join": """SELECT o.id FROM orders o JOIN customers c
            ON c.id = o.customer_id WHERE c.id = 7 OR o.courier_id = 7""",
        "UNION": """SELECT id FROM orders WHERE customer_id = 7
            UNION SELECT id FROM orders WHERE courier_id = 7""",
    },
    "totals of a customer": {
        "SELECT *": "SELECT * FROM orders WHERE customer_id = 42",
        "covered": "SELECT total FROM orders WHERE customer_id = 42",
    },
    "is any order unpaid": {
        "count(*) > 0": "SELECT count(*) > 0 FROM orders WHERE total < 100",
        "EXISTS": "SELECT EXISTS (SELECT FROM orders WHERE total < 100)",
    },
    "how many orders": {
        "count(*)": "SELECT count(*) FROM orders",
        "estimate": """SELECT reltuples::bigint FROM pg_class
            WHERE oid = 'orders'::regclass""",
    },
}


def buffers(query):
    """Return the buffers that the query touched."""
    explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query}"
    top = db.execute(explain).fetchone()[0][0]["Plan"]
    return top["Shared Hit Blocks"] + top["Shared Read Blocks"]
# --8<-- [end:idea]


cost = {}
for question, shapes in QUESTIONS.items():
    print(f"-- {question} (buffers)")
    answers = {name: sorted(db.execute(query)) for name, query in shapes.items()}
    for name, query in shapes.items():
        cost[name] = buffers(query)
        print(f"{name}: {cost[name]:,}")
    first, *others = answers.values()
    if question != "totals of a customer":  # there the columns differ on purpose
        assert all(other == first for other in others), question

assert cost["correlated max"] > 50 * cost["lateral"] > 50 * 50
assert cost["window"] < cost["lateral"]
assert cost["OR across a join"] > 20 * cost["UNION"]
assert cost["SELECT *"] > 10 * cost["covered"]
assert cost["count(*) > 0"] > 50 * cost["EXISTS"]
assert cost["count(*)"] > 20 * cost["estimate"]
