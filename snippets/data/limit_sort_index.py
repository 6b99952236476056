# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(
    """CREATE TABLE orders (id int PRIMARY KEY, customer int, at int, note text);
       INSERT INTO orders  -- customer 7 bought often, but long ago
       SELECT n, CASE WHEN n <= 40000 AND n % 20 = 0 THEN 7 ELSE 100 + n % 5000 END, n,
           repeat('x', 60)
       FROM generate_series(1, 200000) n;
       CREATE INDEX orders_customer ON orders (customer);
       CREATE INDEX orders_at ON orders (at)"""
)
db.execute("VACUUM ANALYZE orders")


# --8<-- [start:idea]
def show(label, order):
    query = f"SELECT * FROM orders WHERE customer = 7 ORDER BY {order}"
    plan = db.execute(f"EXPLAIN (ANALYZE, FORMAT json) {query}").fetchone()[0][0]
    node = plan["Plan"]
    pages = node["Shared Hit Blocks"] + node["Shared Read Blocks"]
    while "Plans" in node:
        node = node["Plans"][0]
    removed = node.get("Rows Removed by Filter", 0)
    print(f"{label}: {node['Index Name']}, {removed} rows thrown away, {pages} buffers")
    return pages


walk = show("ORDER BY at DESC LIMIT 10", "at DESC LIMIT 10")
all_rows = show("without LIMIT", "at DESC")
sort = show("ORDER BY at + 0 DESC LIMIT 10", "at + 0 DESC LIMIT 10")  # (1)!
db.execute("CREATE INDEX orders_customer_at ON orders (customer, at)")
right = show("index (customer, at), LIMIT 10", "at DESC LIMIT 10")
# --8<-- [end:idea]
assert walk > 3 * all_rows and walk > 3 * sort > 30 * right
