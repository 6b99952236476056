# needs: postgresql(autovacuum=off, maintenance_work_mem=128MB)
import os
import time

import numpy
import psycopg

ROWS, SIZE, QUERIES = 8000, 64, 40
random = numpy.random.default_rng(7)
centres = random.normal(size=(60, SIZE))


def text(vector):
    return "[" + ",".join(f"{x:.4f}" for x in vector) + "]"


def near(count):
    noise = random.normal(scale=1.5, size=(count, SIZE))
    return centres[random.integers(60, size=count)] + noise


db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("CREATE EXTENSION vector")
db.execute(f"CREATE TABLE chunk (id int PRIMARY KEY, tenant int, v vector({SIZE}))")
with db.cursor().copy("COPY chunk FROM STDIN") as copy:
    for n, vector in enumerate(near(ROWS)):
        copy.write_row((n, n % 100, text(vector)))
questions = [text(vector) for vector in near(QUERIES)]


def ask(where=""):
    begun = time.perf_counter()
    query = f"SELECT id FROM chunk {where} ORDER BY v <=> %s::vector LIMIT 10"
    found = [{row[0] for row in db.execute(query, (q,))} for q in questions]
    return found, (time.perf_counter() - begun) / QUERIES * 1000


def recall(found, truth):
    return sum(len(a & b) for a, b in zip(found, truth)) / sum(map(len, truth))


for name in ("ef_search", "max_scan_tuples", "iterative_scan"):
    db.execute("SELECT '[1]'::vector")  # loads the library and its settings
    print(f"hnsw.{name}: {db.execute(f'SHOW hnsw.{name}').fetchone()[0]}")
exact, slow = ask()
exact_tenant, _ = ask("WHERE tenant = 7")
print(f"exact: recall ≈ 1.00, ≈ {slow:.1f} ms")
# --8<-- [start:build]
begun = time.perf_counter()
db.execute("CREATE INDEX ON chunk USING hnsw (v vector_cosine_ops)")
print(f"build: ≈ {time.perf_counter() - begun:.1f} s")
# --8<-- [end:build]
db.execute("VACUUM ANALYZE chunk")
# --8<-- [start:recall]
db.execute("SET enable_sort = off")  # the planner shall take the index here
recalls = {}
for ef in (10, 40, 100, 200):
    db.execute(f"SET hnsw.ef_search = {ef}")  # default 40
    found, took = ask()
    recalls[ef] = recall(found, exact)
    print(f"ef_search {ef}: recall ≈ {recalls[ef]:.2f}, ≈ {took:.1f} ms")
# --8<-- [end:recall]

# --8<-- [start:filtered]
db.execute("SET hnsw.ef_search = 40")
db.execute("SET enable_seqscan = off")
filtered = {}
for mode in ("off", "relaxed_order", "strict_order"):
    db.execute(f"SET hnsw.iterative_scan = {mode}")  # default off
    found, took = ask("WHERE tenant = 7")  # 1 % of the rows
    rows = sum(map(len, found)) / QUERIES
    filtered[mode] = rows, recall(found, exact_tenant)
    print(f"1 % filter, {mode}: ≈ {rows:.1f} of 10 rows, ", end="")
    print(f"recall ≈ {filtered[mode][1]:.2f}, ≈ {took:.1f} ms")
db.execute("CREATE INDEX by_tenant ON chunk (tenant)")
db.execute("RESET ALL")
found, took = ask("WHERE tenant = 7")  # the planner chooses
print(f"1 % filter, B-tree: recall {recall(found, exact_tenant):.2f}, ≈ {took:.1f} ms")
# --8<-- [end:filtered]
assert recalls[10] < recalls[200] and recalls[200] > 0.9
assert filtered["off"][0] < 3 and filtered["strict_order"][0] > 9.5
assert recall(found, exact_tenant) == 1
