# timeout: 120
# memory: 8192
"""What a column store reads of a table, and when it can skip row groups."""
import re
import subprocess

import duckdb

subprocess.run(["tpchgen-cli", "parquet", "-s", "0.05", "--tables=lineitem",
                "--output-dir=.", "--quiet"], check=True)
db = duckdb.connect()
# --8<-- [start:idea]
db.execute("""COPY (FROM 'lineitem.parquet') TO 'as_written.parquet'
              (ROW_GROUP_SIZE 10240, COMPRESSION zstd)""")
db.execute("""COPY (FROM 'lineitem.parquet' ORDER BY l_shipdate) TO 'sorted.parquet'
              (ROW_GROUP_SIZE 10240, COMPRESSION zstd)""")
Q6 = """SELECT sum(l_extendedprice * l_discount) FROM '{}'
        WHERE l_shipdate >= DATE '1994-01-01' AND l_shipdate < DATE '1995-01-01'
          AND l_discount BETWEEN 0.05 AND 0.07 AND l_quantity < 24"""
OVERLAPS = """SELECT count(*) FILTER (stats_max_value >= '1994-01-01'
                                  AND stats_min_value < '1995-01-01'), count(*)
              FROM parquet_metadata('{}') WHERE path_in_schema = 'l_shipdate'"""
# --8<-- [end:idea]
SIZES = """SELECT path_in_schema, sum(total_compressed_size) / sum(num_values) AS bytes,
                  sum(total_uncompressed_size) / sum(total_compressed_size)
           FROM parquet_metadata('{}') GROUP BY 1 ORDER BY bytes DESC, 1"""

sizes = {name: size for name, size, _ in
         db.execute(SIZES.format("as_written.parquet")).fetchall()}
whole = sum(sizes.values())
needed = sum(sizes["l_" + name]
             for name in ("shipdate", "discount", "quantity", "extendedprice"))
lines = db.execute("SELECT count(*) FROM 'sorted.parquet'").fetchone()[0]
print(f"lines: {lines:,}")
print(f"bytes a line, all 16 columns: {whole:.1f}")
print(f"bytes a line, the 4 of Q6: {needed:.1f}")
print(f"of them l_comment alone: {sizes['l_comment']:.1f}")
print(f"of them l_returnflag: {sizes['l_returnflag']:.2f}")
answers = set()
for name in ("as_written", "sorted"):
    file = f"{name}.parquet"
    hit, groups = db.execute(OVERLAPS.format(file)).fetchone()
    plan = db.execute("EXPLAIN ANALYZE " + Q6.format(file)).fetchone()[1]
    scanned = re.search(r"Row Groups Scanned: (\d+ / \d+)", plan).group(1)
    answers.add(db.execute(Q6.format(file)).fetchone()[0])
    print(f"{name}, groups whose min and max allow 1994: {hit} / {groups}")
    print(f"{name}, row groups scanned in EXPLAIN ANALYZE: {scanned}")
    ship = {c: s for c, s, _ in db.execute(SIZES.format(file)).fetchall()}
    print(f"{name}, bytes a line of l_shipdate: {ship['l_shipdate']:.2f}")
    print(f"{name}, bytes a line in all: {sum(ship.values()):.1f}")
assert len(answers) == 1
print(f"same answer from both files: {answers.pop()}")
