# needs: postgresql(autovacuum=off), embedding
"""The nearest ten among the rows that pass a filter: pgvector and Qdrant's engine."""

import csv
import os
import time

import psycopg
import qdrant_edge as edge
from embed import FUNCTIONS, QUESTIONS, SETTINGS, kept, text

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE EXTENSION vector; SET max_parallel_workers_per_gather = 0")
vectors = kept([row[0] for row in db.execute(FUNCTIONS)])
asked = [question for _, question in QUESTIONS]
asked = kept(asked + [f"{n}: {says}" for n, says, _ in db.execute(SETTINGS)][::4])[:70]
part = [n * 7919 % 100 for n in range(len(vectors))]  # a hundred equal parts
db.execute("CREATE TABLE piece (id int PRIMARY KEY, part int, v vector(384))")
with db.cursor().copy("COPY piece FROM STDIN") as copy:
    for n, v in enumerate(vectors):
        copy.write_row((n, part[n], text(v)))
db.execute("VACUUM ANALYZE piece")

# --8<-- [start:qdrant]
graph = edge.HnswIndexConfig(m=16, ef_construct=100, full_scan_threshold=10)  # (1)!
shard = edge.EdgeShard.create("shard", edge.EdgeConfig(
    edge.EdgeVectorParams(384, edge.Distance.Cosine, hnsw_config=graph),
    optimizers=edge.EdgeOptimizersConfig(indexing_threshold=100),
))  # fmt: skip
made = edge.UpdateOperation
shard.update(made.create_field_index("part", edge.PayloadSchemaType.Integer))  # (2)!
shard.update(made.upsert_points([edge.Point(n, v.tolist(), {"part": part[n]})
                                 for n, v in enumerate(vectors)]))  # fmt: skip
shard.optimize()


def qdrant(v, share):
    only = edge.FieldCondition("part", range=edge.RangeFloat(lt=share))
    wanted = edge.QueryRequest(
        query=edge.Query.Nearest(v.tolist()), filter=edge.Filter(must=[only]), limit=10,
        params=edge.SearchParams(hnsw_ef=40))  # fmt: skip
    return {point.id for point in shard.query(wanted)}
# --8<-- [end:qdrant]


def pgvector(v, share):
    sql = "SELECT id FROM piece WHERE part < %s ORDER BY v <=> %s::vector LIMIT 10"
    return {row[0] for row in db.execute(sql, [share, text(v)])}


def timed(search, share):
    begun = time.perf_counter()
    found = [search(v, share) for v in asked]
    return found, (time.perf_counter() - begun) / len(asked) * 1000


def measured(search):
    results = {}
    for share in SHARES:
        found, took = timed(search, share)
        right = sum(len(a & b) for a, b in zip(found, truth[share]))
        rows = sum(map(len, found)) / len(asked)
        results[share] = rows, right / len(asked) / 10, took
    return results


SHARES = (100, 50, 10, 5, 1)  # percent of the rows that pass
truth = {share: timed(pgvector, share)[0] for share in SHARES}
db.execute("CREATE INDEX ON piece USING hnsw (v vector_cosine_ops)")
db.execute("SET enable_seqscan = off; SET enable_sort = off")  # the index, always
results = {"Qdrant": measured(qdrant)}
for mode in ("off", "strict_order", "relaxed_order"):
    db.execute(f"SET hnsw.iterative_scan = {mode}")
    results[mode] = measured(pgvector)
for name, of in results.items():
    for share in (10, 1):
        rows, recall, took = of[share]
        print(f"{name}, {share} % pass: ≈ {rows:.1f} rows, recall ≈ {recall:.2f}")
slow = results["strict_order"][1][2]
db.execute("SET enable_sort = on; SET enable_indexscan = off")
db.execute("CREATE INDEX ON piece (part)")
found, took = timed(pgvector, 1)
print(f"1 % pass: iterative ≈ {slow:.1f} ms, B-tree and sort ≈ {took:.1f} ms")
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["pass", *(f"≈ {name}" for name in results)])
    out.writerows([s, *(f"{of[s][1]:.3f}" for of in results.values())] for s in SHARES)
off, strict, relaxed = (results[m] for m in ("off", "strict_order", "relaxed_order"))
assert found == truth[1] and took < slow
assert off[100][1] > 0.85 and off[10][1] < 0.6 and off[1][1] < 0.1
assert strict[1][0] == 10 and relaxed[1][1] > 0.9 and results["Qdrant"][1][1] > 0.9
