# needs: postgresql(autovacuum=off), embedding
"""What updates, deletes, little memory and little data do to a vector index."""

import os
import time

import psycopg
from embed import FUNCTIONS, QUESTIONS, kept, text

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
notices = []
db.add_notice_handler(lambda notice: notices.append(notice.message_primary))
db.execute("CREATE EXTENSION vector; SET max_parallel_workers_per_gather = 0")
db.execute("SET max_parallel_maintenance_workers = 0")
vectors = kept([row[0] for row in db.execute(FUNCTIONS)])[::2]
asked = [text(v) for v in kept([question for _, question in QUESTIONS])]
db.execute("CREATE TABLE piece (id int PRIMARY KEY, seen int DEFAULT 0, v vector(384))")
with db.cursor().copy("COPY piece (id, v) FROM STDIN") as copy:
    for n, v in enumerate(vectors):
        copy.write_row((n, text(v)))
db.execute("VACUUM ANALYZE piece")


def ten():
    sql = "SELECT id FROM piece ORDER BY v <=> %s::vector LIMIT 10"
    return [{row[0] for row in db.execute(sql, [q])} for q in asked]


def rows():
    return sum(map(len, ten())) / len(asked)


def size():
    return db.execute("SELECT pg_relation_size('graph')").fetchone()[0] / 2**20


def timed(sql):
    begun = time.perf_counter()
    db.execute(sql)
    return time.perf_counter() - begun


truth = ten()
# --8<-- [start:upkeep]
bare = timed("UPDATE piece SET seen = seen + 1")
CREATE = "CREATE INDEX graph ON piece USING hnsw (v vector_cosine_ops)"
db.execute("SET maintenance_work_mem = '1MB'")
small = timed(CREATE)
print(notices[-1].replace("after ", "after ≈ "))  # (1)!
db.execute("DROP INDEX graph; SET maintenance_work_mem = '64MB'")
print(f"build in 1 MB instead of 64: times longer ≈ {small / timed(CREATE):.1f}")
db.execute("SET enable_seqscan = off; SET enable_sort = off")
before = size()
indexed = timed("UPDATE piece SET seen = seen + 1")  # (2)!
print(f"a counter in the same row: times slower ≈ {indexed / bare:.0f}, ", end="")
print(f"index from ≈ {before:.1f} to ≈ {size():.1f} MB")
db.execute("""UPDATE piece p SET v = l2_normalize(p.v + o.v) FROM piece o
    WHERE o.id = (p.id + 1) % (SELECT count(*) FROM piece)""")  # every vector is new
print(f"every vector replaced: index ≈ {size():.1f} MB, ", end="")
db.execute("VACUUM piece")
grown = size()
db.execute("REINDEX INDEX CONCURRENTLY graph")
print(f"vacuumed ≈ {grown:.1f} MB, rebuilt ≈ {size():.1f} MB")
db.execute("DELETE FROM piece WHERE id % 10 <> 0")
dead = rows()
db.execute("SET hnsw.iterative_scan = strict_order")
on = rows()
db.execute("RESET hnsw.iterative_scan")
db.execute("VACUUM piece")
print(f"9 of 10 deleted: rows for LIMIT 10 ≈ {dead:.1f}, ", end="")
print(f"iterative ≈ {on:.1f}, after VACUUM ≈ {rows():.1f}")
# --8<-- [end:upkeep]
db.execute("DROP INDEX graph; TRUNCATE piece")


def fill(some):
    with db.cursor().copy("COPY piece (id, v) FROM STDIN") as copy:
        for n in some:
            copy.write_row((n, text(vectors[n])))


def recall():
    return sum(len(a & b) for a, b in zip(ten(), truth)) / (10 * len(asked))


fill(range(50))
db.execute("CREATE INDEX cells ON piece USING ivfflat (v vector_cosine_ops) "
           "WITH (lists = 56); SET ivfflat.probes = 7")  # fmt: skip
print(notices[-1])
fill(range(50, len(vectors)))
early = recall()
db.execute("REINDEX INDEX cells")
late = recall()
print(f"IVFFlat built on 50 rows: recall ≈ {early:.2f}, rebuilt ≈ {late:.2f}")
assert grown > 1.4 * before and indexed > 3 * bare and small > 0
assert dead < 8 and on == 10 and late > early + 0.05
