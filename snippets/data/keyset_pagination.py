# needs: postgresql(autovacuum=off)
import csv
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET max_parallel_workers_per_gather = 0")
db.execute("""
    CREATE TABLE posts AS                  -- ten posts share each second
    SELECT id, timestamp '2026-01-01' + id / 10 * interval '1 second' AS created_at,
           repeat('p', 200) AS body
    FROM generate_series(1, 100000) AS id;
    CREATE INDEX posts_newest ON posts (created_at DESC, id DESC)""")
db.execute("VACUUM ANALYZE posts")

# --8<-- [start:idea]
OFFSET = """SELECT created_at, id FROM posts
            ORDER BY created_at DESC, id DESC LIMIT 20 OFFSET {skip}"""
KEYSET = """SELECT created_at, id FROM posts
            WHERE (created_at, id) < ('{created_at}', {id})
            ORDER BY created_at DESC, id DESC LIMIT 20"""  # (1)!


def run(query):
    """Return the rows of a page and the buffers that it touched."""
    query = query.replace("SELECT created_at, id", "SELECT created_at, id, body")
    explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query}"
    top = db.execute(explain).fetchone()[0][0]["Plan"]
    buffers = top["Shared Hit Blocks"] + top["Shared Read Blocks"]
    return db.execute(query).fetchall(), buffers


series = []
print("  page   OFFSET   keyset   (buffers for 20 rows)")
for page in (2, 10, 100, 500, 1000, 2000, 3000, 4000, 5000):
    skip = (page - 1) * 20
    last = db.execute(OFFSET.format(skip=skip - 1)).fetchone()
    by_offset, far = run(OFFSET.format(skip=skip))
    by_keyset, near = run(KEYSET.format(created_at=last[0], id=last[1]))
    assert by_offset == by_keyset
    series.append((page, far, near))
    print(f"{page:>6} {far:>8,} {near:>8}")
# --8<-- [end:idea]
print(f"ratio on page 5000: {series[-1][1] / series[-1][2]:.0f}")
assert series[-1][1] > 300 * series[-1][2] and max(near for *_, near in series) <= 10

# --8<-- [start:drift]
first = db.execute(OFFSET.format(skip=0)).fetchall()
db.execute("INSERT INTO posts SELECT 200000 + n, '2026-12-01', '' "
           "FROM generate_series(1, 5) AS n")
second = {
    "OFFSET": db.execute(OFFSET.format(skip=20)).fetchall(),
    "keyset": db.execute(
        KEYSET.format(created_at=first[-1][0], id=first[-1][1])
    ).fetchall(),
}
for way, rows in second.items():
    print(f"rows seen twice after five inserts, {way}: {len(set(rows) & set(first))}")
db.execute("DELETE FROM posts WHERE id > 200000")
before = db.execute(OFFSET.format(skip=20)).fetchall()
db.execute("DELETE FROM posts WHERE id > 100000 - 5")
after = db.execute(OFFSET.format(skip=20)).fetchall()
lost = len(set(before) - set(after))
print(f"rows never seen after five deletes, OFFSET: {lost}")
# --8<-- [end:drift]
assert len(set(second["OFFSET"]) & set(first)) == lost == 5
assert not set(second["keyset"]) & set(first)

with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    csv.writer(file).writerows([("page", "offset", "keyset"), *series])
