# needs: postgresql(autovacuum=off), embedding
"""Half floats, one bit a dimension, and Qdrant's scalar and binary quantization."""

import os

import psycopg
import qdrant_edge as edge
from embed import FUNCTIONS, QUESTIONS, SETTINGS, kept, text

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE EXTENSION vector; SET max_parallel_workers_per_gather = 0")
vectors = kept([row[0] for row in db.execute(FUNCTIONS)])
asked = [question for _, question in QUESTIONS]
asked = kept(asked + [f"{n}: {says}" for n, says, _ in db.execute(SETTINGS)][::4])[:70]
db.execute("CREATE TABLE piece (id int PRIMARY KEY, v vector(384))")
with db.cursor().copy("COPY piece FROM STDIN") as copy:
    for n, v in enumerate(vectors):
        copy.write_row((n, text(v)))
db.execute("VACUUM ANALYZE piece")

# --8<-- [start:sql]
NEAREST = "SELECT id FROM piece ORDER BY v <=> %(q)s::vector LIMIT 10"
HALF = "SELECT id FROM piece ORDER BY v::halfvec(384) <=> %(q)s::halfvec LIMIT 10"
BITS = """SELECT id FROM piece ORDER BY
    binary_quantize(v)::bit(384) <~> binary_quantize(%(q)s::vector) LIMIT 10"""
AGAIN = """SELECT id FROM (SELECT id, v FROM piece ORDER BY
        binary_quantize(v)::bit(384) <~> binary_quantize(%(q)s::vector) LIMIT 100) near
    ORDER BY v <=> %(q)s::vector LIMIT 10"""  # (1)!
# --8<-- [end:sql]


def found(sql):
    return [{row[0] for row in db.execute(sql, {"q": text(v)})} for v in asked]


def recall(results):
    return sum(len(a & b) for a, b in zip(results, truth)) / (10 * len(asked))


truth = found(NEAREST)
db.execute("SET enable_seqscan = off; SET enable_sort = off; SET hnsw.ef_search = 100")
kinds = {
    "vector": ("v vector_cosine_ops", [("whole", NEAREST)]),
    "halfvec": ("(v::halfvec(384)) halfvec_cosine_ops", [("half", HALF)]),
    "bit": ("(binary_quantize(v)::bit(384)) bit_hamming_ops",
            [("bits alone", BITS), ("bits, 100 ranked again", AGAIN)]),
}  # fmt: skip
got = {}
for kind, (column, queries) in kinds.items():
    db.execute(f"CREATE INDEX {kind}_index ON piece USING hnsw ({column})")
    [size] = db.execute(f"SELECT pg_relation_size('{kind}_index')").fetchone()
    print(f"{kind}: index ≈ {size / 2**20:.1f} MB")
    for name, sql in queries:
        if name.startswith("bits, 100"):
            db.execute("SET enable_sort = on")
        got[name] = recall(found(sql))
        print(f"{name}: recall ≈ {got[name]:.3f}")


# --8<-- [start:qdrant]
def qdrant(name, config, times):
    """Search compressed vectors, then rank 10 x `times` of them by the whole ones."""
    shard = edge.EdgeShard.create(name, edge.EdgeConfig(
        edge.EdgeVectorParams(384, edge.Distance.Cosine, quantization_config=config)
    ))  # fmt: skip
    points = [edge.Point(n, v.tolist()) for n, v in enumerate(vectors)]
    shard.update(edge.UpdateOperation.upsert_points(points))
    shard.optimize()  # (1)!
    again = edge.QuantizationSearchParams(rescore=times > 1, oversampling=times)
    how = edge.SearchParams(quantization=again)
    got[name] = recall([{point.id for point in shard.query(edge.QueryRequest(
        query=edge.Query.Nearest(v.tolist()), limit=10, params=how))}
        for v in asked])  # fmt: skip
    print(f"Qdrant, {name}: recall ≈ {got[name]:.3f}")


qdrant("8 bits", edge.ScalarQuantizationConfig(edge.ScalarType.Int8), 1.0)
four = edge.TurboQuantQuantizationConfig(bits=edge.TurboQuantBitSize.Bits4)
qdrant("4 bits", four, 1.0)
qdrant("1 bit", edge.BinaryQuantizationConfig(), 1.0)
qdrant("1 bit, 100 ranked again", edge.BinaryQuantizationConfig(), 10.0)
# --8<-- [end:qdrant]
db.execute("CREATE TABLE wide (v vector(2001))")
try:
    db.execute("CREATE INDEX ON wide USING hnsw (v vector_cosine_ops)")
except psycopg.Error as error:
    print(f"2,001 dimensions: {error.sqlstate} {error}")
db.execute("CREATE INDEX ON wide USING hnsw ((v::halfvec(2001)) halfvec_cosine_ops)")
print("2,001 dimensions as halfvec: built")
assert abs(got["half"] - got["whole"]) < 0.03 and got["8 bits"] > 0.95
assert got["bits alone"] < 0.7 and got["1 bit"] < 0.7
assert got["bits, 100 ranked again"] > 0.85 and got["4 bits"] > 0.85
