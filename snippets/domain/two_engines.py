# needs: postgresql(autovacuum=off, shared_buffers=256MB, jit=off)
# timeout: 120
# memory: 8192
"""Four TPC-H queries in a row store and a column store, and what each one reads."""
import os
import subprocess

import duckdb
import psycopg

TABLES = {"lineitem": "l_orderkey bigint, l_partkey bigint, l_suppkey bigint, "
                      "l_linenumber int, l_quantity decimal(15,2), "
                      "l_extendedprice decimal(15,2), l_discount decimal(15,2), "
                      "l_tax decimal(15,2), l_returnflag text, l_linestatus text, "
                      "l_shipdate date, l_commitdate date, l_receiptdate date, "
                      "l_shipinstruct text, l_shipmode text, l_comment text",
          "orders": "o_orderkey bigint, o_custkey bigint, o_orderstatus text, "
                    "o_totalprice decimal(15,2), o_orderdate date, o_orderpriority "
                    "text, o_clerk text, o_shippriority int, o_comment text",
          "customer": "c_custkey bigint, c_name text, c_address text, c_nationkey "
                      "bigint, c_phone text, c_acctbal decimal(15,2), c_mktsegment "
                      "text, c_comment text"}
QUERIES = {
    "Q1": """SELECT l_returnflag, l_linestatus, sum(l_quantity), sum(l_extendedprice *
             (1 - l_discount)), count(*) FROM lineitem WHERE l_shipdate <=
             DATE '1998-09-02' GROUP BY 1, 2 ORDER BY 1, 2""",
    "Q3": """SELECT l_orderkey, sum(l_extendedprice * (1 - l_discount)) AS revenue,
             o_orderdate FROM customer JOIN orders ON c_custkey = o_custkey
             JOIN lineitem ON l_orderkey = o_orderkey WHERE c_mktsegment = 'BUILDING'
             AND o_orderdate < DATE '1995-03-15' AND l_shipdate > DATE '1995-03-15'
             GROUP BY 1, 3 ORDER BY 2 DESC, 3 LIMIT 10""",
    "Q6": """SELECT sum(l_extendedprice * l_discount) FROM lineitem WHERE l_shipdate >=
             DATE '1994-01-01' AND l_shipdate < DATE '1995-01-01' AND l_discount
             BETWEEN 0.05 AND 0.07 AND l_quantity < 24""",
    "Q18": """SELECT c_name, o_orderkey, sum(l_quantity) FROM customer JOIN orders ON
              c_custkey = o_custkey JOIN lineitem ON l_orderkey = o_orderkey WHERE
              o_orderkey IN (SELECT l_orderkey FROM lineitem GROUP BY 1
              HAVING sum(l_quantity) > 300) GROUP BY 1, 2, o_totalprice
              ORDER BY o_totalprice DESC LIMIT 100"""}
pg = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
pg.execute("SET max_parallel_workers_per_gather = 0")
duck = duckdb.connect()
subprocess.run(["tpchgen-cli", "csv", "-s", "0.03", "--tables=" + ",".join(TABLES),
                "--output-dir=.", "--quiet"], check=True)
for table, columns in TABLES.items():
    pg.execute(f"CREATE TABLE {table} ({columns})")
    with pg.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv, HEADER)") as copy:
        with open(f"{table}.csv", "rb") as file:
            while data := file.read(1 << 20):
                copy.write(data)
    duck.execute(f"CREATE TABLE {table} ({columns})")
    duck.execute(f"COPY {table} FROM '{table}.csv' (HEADER)")
pg.execute("VACUUM ANALYZE")


# --8<-- [start:reads]
def reads(step):
    """Pages of 8 kB that Q6 touches, cached or not."""
    plan = pg.execute("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT json) "
                      + QUERIES["Q6"]).fetchone()[0][0]["Plan"]
    pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    print(f"{step}: {pages:,} pages, {plan['Plans'][0]['Node Type']}")
    return pages
# --8<-- [end:reads]


for name, query in QUERIES.items():
    rows, same = pg.execute(query).fetchall(), duck.execute(query).fetchall()
    print(f"{name}: {len(rows)} rows, "
          + ("equal" if rows == same else f"DIFFER {rows[:2]} {same[:2]}"))
    assert rows == same
heap = reads("heap, in order of orders")
pg.execute("CREATE INDEX by_day ON lineitem (l_shipdate)")
pg.execute("SET enable_seqscan = off")  # by itself it would read the whole table
scattered = reads("B-tree on the date, forced")
pg.execute("CLUSTER lineitem USING by_day")
pg.execute("VACUUM ANALYZE lineitem")
clustered = reads("the same after CLUSTER")
pg.execute("DROP INDEX by_day")
pg.execute("CREATE INDEX ON lineitem USING brin (l_shipdate) "
           "WITH (pages_per_range = 16)")
brin = reads("BRIN after CLUSTER")
pg.execute("CREATE INDEX covering ON lineitem (l_shipdate) "
           "INCLUDE (l_discount, l_quantity, l_extendedprice)")
covering = reads("covering index")
size = pg.execute("SELECT pg_relation_size('covering') / 8192").fetchone()[0]
print(f"pages of the covering index: {size:,}")
assert scattered > heap * 0.9 and clustered < heap / 4 and covering < heap / 8
