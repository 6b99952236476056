# needs: postgresql(autovacuum=off), embedding
"""3,172 real embeddings: exact search, HNSW and IVFFlat."""

import os
import time

import psycopg
from embed import FUNCTIONS, QUESTIONS, SETTINGS, kept, text

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE EXTENSION vector")
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("CREATE TABLE piece (id int PRIMARY KEY, v vector(384))")
vectors = kept([row[0] for row in db.execute(FUNCTIONS)])
with db.cursor().copy("COPY piece FROM STDIN") as copy:
    for n, v in enumerate(vectors):
        copy.write_row((n, text(v)))
db.execute("VACUUM ANALYZE piece")
asked = [question for _, question in QUESTIONS] + [
    f"{name}: {says}" for name, says, _ in db.execute(SETTINGS)][::4]  # fmt: skip
asked = [text(v) for v in kept(asked)[:70]]
print(f"vectors: {len(vectors):,}, queries: {len(asked)}")


# --8<-- [start:measure]
def ten(prepared="SELECT id FROM piece ORDER BY v <=> %s::vector LIMIT 10"):
    """Return the ten found for each query, and the fastest of three rounds in ms."""
    rounds = []
    for _ in range(3):
        begun = time.perf_counter()
        found = [{row[0] for row in db.execute(prepared, [q])} for q in asked]
        rounds.append((time.perf_counter() - begun) / len(asked) * 1000)
    return found, min(rounds)


def recall(found):
    return sum(len(a & b) for a, b in zip(found, exact)) / (10 * len(asked))


exact, slow = ten()  # no index yet: this is the truth
# --8<-- [end:measure]
print(f"exact: recall 1.000, ≈ {slow:.2f} ms a query")
db.execute("SET enable_seqscan = off")


def build(name, using, setting, values):
    begun = time.perf_counter()
    db.execute(f"CREATE INDEX piece_v ON piece USING {using}")
    took = time.perf_counter() - begun
    [size] = db.execute("SELECT pg_relation_size('piece_v') / 1048576.0").fetchone()
    print(f"{name}: built in ≈ {took:.2f} s, ≈ {size:.1f} MB")
    results = []
    for value in values:
        db.execute(f"SET {setting} = {value}")
        found, took = ten()
        results.append((recall(found), slow / took))
        print(f"{name}, {setting} {value}: ", end="")
        print(f"recall ≈ {results[-1][0]:.3f}, times faster ≈ {results[-1][1]:.1f}")
    db.execute("DROP INDEX piece_v")
    return results


[size] = db.execute("SELECT pg_relation_size('piece') / 1048576.0").fetchone()
print(f"table: ≈ {size:.1f} MB")
# --8<-- [start:build]
EF, PROBES = "hnsw.ef_search", "ivfflat.probes"
usual = build("HNSW", "hnsw (v vector_cosine_ops)", EF, (10, 40, 100, 200))  # (1)!
sparse = build("HNSW m 8", """hnsw (v vector_cosine_ops)
    WITH (m = 8, ef_construction = 32)""", EF, (40, 200))  # fmt: skip
lists = build("IVFFlat", "ivfflat (v vector_cosine_ops) WITH (lists = 56)",
              PROBES, (1, 7, 14))  # (2)!  # fmt: skip
# --8<-- [end:build]
for results in (usual, sparse, lists):
    recalls = [recall for recall, _ in results]
    assert recalls == sorted(recalls), "more work, more recall"
    assert results[-1][0] > 0.9
assert 0.85 < usual[1][0] < 0.99 and usual[1][1] > 1.3
assert lists[0][0] < 0.6 and sparse[0][0] < usual[1][0] - 0.05
