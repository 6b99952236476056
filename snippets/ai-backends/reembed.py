# needs: postgresql, embedding
"""A change of the model: mixed, half done in place, and with a column a version."""

import os

import numpy
import psycopg
from embed import QUESTIONS, SETTINGS, kept, text

# A stand-in for another model: as good, of the same width, on other axes.
turn, _ = numpy.linalg.qr(numpy.random.default_rng(7).normal(size=(384, 384)))
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE EXTENSION vector")
says = {name: f"{name}: {words}" for name, words, _ in db.execute(SETTINGS)}
old = dict(zip(says, kept(list(says.values()))))
asked = kept([question for _, question in QUESTIONS])


def new_model(vector):
    return text(vector @ turn)


# --8<-- [start:schema]
db.execute("""CREATE TABLE setting (name text PRIMARY KEY, says text,
    v1 vector(384), v1_of bytea,  -- the hash of the text that v1 was made of
    v2 vector(384), v2_of bytea)""")
TO_DO = """SELECT name FROM setting  -- new, changed and missing rows alike
    WHERE v2_of IS DISTINCT FROM sha256(convert_to(says, 'UTF8'))
    ORDER BY name LIMIT 100 FOR UPDATE SKIP LOCKED"""  # (1)!
DONE = """UPDATE setting SET v2 = %s, v2_of = sha256(convert_to(says, 'UTF8'))
    WHERE name = %s AND says = %s"""  # (2)!
# --8<-- [end:schema]
with db.cursor().copy("COPY setting (name, says, v1) FROM STDIN") as copy:
    for name, words in says.items():
        copy.write_row((name, words, text(old[name])))


def hits(column, questions):
    sql = f"SELECT name FROM setting ORDER BY {column} <=> %s::vector LIMIT 5"
    return sum((name,) in db.execute(sql, [q]).fetchall()
               for (name, _), q in zip(QUESTIONS, questions))  # fmt: skip


first, second = [text(v) for v in asked], [new_model(v) for v in asked]
before = hits("v1", first)
print(f"old rows, old questions: ≈ {before} of {len(QUESTIONS)}")
mixed = hits("v1", second)
print(f"old rows, new questions: ≈ {mixed}")
db.execute("BEGIN")
for name in sorted(says)[::2]:
    new = new_model(old[name])
    db.execute("UPDATE setting SET v1 = %s WHERE name = %s", [new, name])
halves = hits("v1", first), hits("v1", second)
print(f"half overwritten in place: old questions ≈ {halves[0]}, new ≈ {halves[1]}")
db.execute("ROLLBACK")


def batch():
    with db.transaction():
        names = [row[0] for row in db.execute(TO_DO)]
        for name in names:
            db.execute(DONE, [new_model(old[name]), name, says[name]])
    return len(names)


while batch() == 100:
    during = hits("v1", first)
print(f"during the backfill, read from v1: ≈ {during}")
for name in ("fsync", "jit"):
    says[name] += " Changed today."
    db.execute("UPDATE setting SET says = %s WHERE name = %s", [says[name], name])
print(f"texts changed meanwhile: 2, found by their hash: {batch()}, left: {batch()}")
after = hits("v2", second)
print(f"switched to v2: ≈ {after}")
assert after == before == during and mixed < before / 4 and max(halves) < before - 3
