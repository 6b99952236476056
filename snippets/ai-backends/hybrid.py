# needs: postgresql, embedding
"""40 judged questions: words, vectors, both; with confidence intervals."""

import os

import numpy
import psycopg
from embed import QUESTIONS, SETTINGS, kept, text

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE EXTENSION vector; SET default_text_search_config = english")
db.execute("""CREATE TABLE setting (name text PRIMARY KEY, says text, v vector(384),
    words tsvector GENERATED ALWAYS AS (to_tsvector('english', says)) STORED)""")
rows = [(name, f"{name}: {says}") for name, says, _ in db.execute(SETTINGS)]
vectors = kept([says for _, says in rows])
with db.cursor().copy("COPY setting (name, says, v) FROM STDIN") as copy:
    for (name, says), v in zip(rows, vectors):
        copy.write_row((name, says, text(v)))
asked = kept([question for _, question in QUESTIONS])

# --8<-- [start:lists]
ALL = """SELECT name FROM setting, plainto_tsquery(%s) AS q
    WHERE words @@ q ORDER BY ts_rank(words, q) DESC, name LIMIT 50"""
ANY = ALL.replace("plainto_tsquery(%s)",
    "CAST(replace(plainto_tsquery(%s)::text, '&', '|') AS tsquery)")  # (1)!
MEANING = "SELECT name FROM setting ORDER BY v <=> %s::vector, name LIMIT 50"


def fuse(lists, k=60):
    score = {}
    for ranked in lists:
        for rank, name in enumerate(ranked, 1):
            score[name] = score.get(name, 0) + 1 / (k + rank)
    return sorted(score, key=lambda name: (-score[name], name))


def interval(differences, draws=2000):
    """Return the 95% interval of the mean: questions drawn again, with repeats."""
    random = numpy.random.default_rng(7)
    again = random.choice(differences, (draws, len(differences))).mean(axis=1)
    return numpy.quantile(again, [0.025, 0.975])  # (2)!
# --8<-- [end:lists]


def first(sql, what):
    return [row[0] for row in db.execute(sql, [what])]


lists = {"any word": [first(ANY, question) for _, question in QUESTIONS],
         "all words": [first(ALL, question) for _, question in QUESTIONS],
         "vectors": [first(MEANING, text(v)) for v in asked]}  # fmt: skip
runs = dict(lists)
for part, k in ("any word", 1), ("any word", 60), ("any word", 200), ("all words", 60):
    pairs = zip(lists[part], lists["vectors"])
    runs[f"{part} + vectors, k {k}"] = [fuse(pair, k) for pair in pairs]


def reciprocal(found):
    return numpy.array([1 / (ranked.index(name) + 1) if name in ranked else 0
                        for (name, _), ranked in zip(QUESTIONS, found)])  # fmt: skip


scores = {run: reciprocal(found) for run, found in runs.items()}
for run, score in scores.items():
    five, about, named = int((score >= 0.2).sum()), score[:25].mean(), score[25:].mean()
    print(f"{run}: MRR ≈ {score.mean():.2f}, asked about ≈ {about:.2f}, ", end="")
    print(f"named ≈ {named:.2f}, in the first five ≈ {five}")
for part in ("any word", "all words"):
    low, high = interval(scores[f"{part} + vectors, k 60"] - scores["vectors"])
    print(f"{part} + vectors minus vectors: 95% from ≈ {low:+.2f} to ≈ {high:+.2f}")
    assert low < 0.03 and high > -0.03
mean = {run: score.mean() for run, score in scores.items()}
assert mean["vectors"] > mean["any word"] > mean["all words"] + 0.05
assert mean["all words + vectors, k 60"] > mean["any word + vectors, k 60"] + 0.01
assert abs(mean["any word + vectors, k 1"] - mean["any word + vectors, k 200"]) < 0.05
assert scores["vectors"][:25].mean() > scores["any word"][:25].mean() + 0.05
