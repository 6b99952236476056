# needs: postgresql(own), embedding
"""Who may read a passage is decided before the model sees it: where, and how late?"""

import os

import psycopg
import qdrant_edge as edge
from embed import QUESTIONS, SETTINGS, kept, text

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE EXTENSION vector")
rows = [(name, f"{name}: {says}", group) for name, says, group in db.execute(SETTINGS)]
vectors = kept([says for _, says, _ in rows])
asked = kept([question for _, question in QUESTIONS])
db.execute("""
    CREATE TABLE piece (id int PRIMARY KEY, team text, says text, v vector(384));
    CREATE TABLE outbox (n bigint GENERATED ALWAYS AS IDENTITY, id int)""")
with db.cursor().copy("COPY piece FROM STDIN") as copy:
    for n, ((_, says, group), v) in enumerate(zip(rows, vectors)):
        copy.write_row((n, group.split(" / ")[0], says, text(v)))
teams = [row[0] for row in db.execute("SELECT team FROM piece ORDER BY id")]
shard = edge.EdgeShard.create("copy", edge.EdgeConfig(
    edge.EdgeVectorParams(384, edge.Distance.Cosine)))  # fmt: skip
shard.update(edge.UpdateOperation.upsert_points([
    edge.Point(n, v.tolist(), {"team": teams[n]}) for n, v in enumerate(vectors)
]))  # fmt: skip
allowed = "Client Connection Defaults"  # what this user's team may read
NEAREST = "SELECT id, team FROM piece ORDER BY v <=> %s::vector LIMIT 5"

late = [[id for id, team in db.execute(NEAREST, [text(v)]) if team == allowed]
        for v in asked]  # fmt: skip
empty = sum(not ids for ids in late)
mean = sum(map(len, late)) / len(asked)
print(f"filtered after the search: ≈ {mean:.1f} of 5, none for ≈ {empty} questions")

# --8<-- [start:policy]
db.execute("""CREATE ROLE answers;
    GRANT SELECT ON piece TO answers;
    ALTER TABLE piece ENABLE ROW LEVEL SECURITY;
    CREATE POLICY team ON piece FOR SELECT TO answers
        USING (team = current_setting('app.team', true))""")  # (1)!


def passages(vector, team):
    with db.transaction():
        db.execute("SET LOCAL ROLE answers")
        db.execute("SELECT set_config('app.team', %s, true)", [team])  # (2)!
        return db.execute(NEAREST, [text(vector)]).fetchall()
# --8<-- [end:policy]


found = [passages(v, allowed) for v in asked]
print(f"row level security: {min(map(len, found))} of 5, ", end="")
print(f"from other teams: {sum(t != allowed for rows in found for _, t in rows)}")
print(f"team not set: {len(passages(asked[0], ''))} rows")

# --8<-- [start:forget]
forgotten = sorted({ids[0] for ids in late if ids})[:5]
with db.transaction():
    db.execute("DELETE FROM piece WHERE id = ANY(%s)", [forgotten])
    db.execute("INSERT INTO outbox (id) SELECT unnest(%s::int[])", [forgotten])


def in_copy():
    """Return the deleted passages that the copy still finds, and those that pass a
    look at the table of record."""
    ids = {p.id for v in asked for p in shard.query(edge.QueryRequest(
        query=edge.Query.Nearest(v.tolist()), limit=5))} & set(forgotten)  # fmt: skip
    alive = db.execute("SELECT count(*) FROM piece WHERE id = ANY(%s)", [list(ids)])
    return len(ids), alive.fetchone()[0]


copy, checked = in_copy()
print(f"deleted: {len(forgotten)}, still found in the copy: {copy}, ", end="")
print(f"after a look at the table: {checked}")
with db.transaction():
    gone = [row[0] for row in db.execute("DELETE FROM outbox RETURNING id")]
    shard.update(edge.UpdateOperation.delete_points(gone))
print(f"after the feed ran: {in_copy()[0]}")
# --8<-- [end:forget]
assert mean < 2 and empty > 5 and copy == len(forgotten)
