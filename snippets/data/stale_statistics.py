# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("SET default_statistics_target = 1000")
# --8<-- [start:load]
db.execute("""
    CREATE TABLE customers AS
    SELECT id, 'customer ' || id AS name FROM generate_series(1, 20000) AS id;
    ALTER TABLE customers ADD PRIMARY KEY (id);
    CREATE TABLE orders (id bigint PRIMARY KEY, day date, customer_id bigint);
    CREATE INDEX ON orders (day);
    INSERT INTO orders                          -- thirty days of history
    SELECT n, date '2026-10-01' + n % 30, n % 20000 + 1
    FROM generate_series(1, 100000) AS n""")
db.execute("VACUUM ANALYZE customers, orders")
db.execute("""
    INSERT INTO orders                          -- tonight's load: one new day
    SELECT n, '2026-11-01', n % 20000 + 1
    FROM generate_series(100001, 150000) AS n""")
QUERY = """SELECT c.name, count(*)
           FROM orders o JOIN customers c ON c.id = o.customer_id
           WHERE o.day = '2026-11-01' GROUP BY c.name"""
# --8<-- [end:load]


def explain():
    """Print the join and what feeds it; return the buffers of the whole query."""
    db.execute(QUERY)  # warm: hint bits and caches are not the point
    query = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {QUERY}"
    top = db.execute(query).fetchone()[0][0]["Plan"]

    def walk(node, depth=0):
        name = f"{'  ' * depth}{node['Node Type']} {node.get('Relation Name', '')}"
        actual = f"{node['Actual Rows']:>8,.0f} x {node['Actual Loops']:,} loops"
        print(f"{name:<28} estimated {node['Plan Rows']:>6,}  actual {actual}")
        for child in node.get("Plans", []):
            walk(child, depth + 1)

    walk(top)
    return top["Shared Hit Blocks"] + top["Shared Read Blocks"]


print("-- after the load, before ANALYZE")
before = explain()
print("-- after ANALYZE orders")
db.execute("ANALYZE orders")
after = explain()
print(f"buffers before ANALYZE: {before:,}")
print(f"buffers after ANALYZE: {after:,}")
print(f"ratio: {before / after:.0f}")
assert before > 20 * after
