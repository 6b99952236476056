# needs: postgresql(autovacuum=off)
"""What PostgreSQL finds in Japanese text: as it is, by trigrams, bigrams and words."""

import os
import re

import psycopg
from janome.tokenizer import Tokenizer

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
tokenizer = Tokenizer()
# --8<-- [start:tokens]


def words(text):  # (1)!
    keep = ("名詞", "動詞", "形容詞")
    return [t.base_form for t in tokenizer.tokenize(text)
            if t.part_of_speech.startswith(keep)]  # fmt: skip


def bigrams(text):
    pairs = []
    for run in re.findall(r"\w+", text):
        pairs += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return pairs


db.execute("""
    CREATE EXTENSION pg_trgm;
    CREATE TABLE doc (id int PRIMARY KEY, body text, plain tsvector
            GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED,
        by_bigram tsvector, by_word tsvector);
    CREATE INDEX doc_trgm ON doc USING gin (body gin_trgm_ops);
    CREATE INDEX doc_bigram ON doc USING gin (by_bigram)""")
INSERT = """INSERT INTO doc VALUES (%s, %s, DEFAULT,
    to_tsvector('simple', %s), to_tsvector('simple', %s))"""  # (2)!
PHRASE = "to_tsquery('simple', %s)"
FIND = {
    "to_tsvector": ("plain @@ " + PHRASE, lambda q: q),
    "LIKE": ("body LIKE %s", lambda q: f"%{q}%"),
    "bigrams": ("by_bigram @@ " + PHRASE, lambda q: " <-> ".join(bigrams(q))),  # (3)!
    "words": ("by_word @@ " + PHRASE, lambda q: " & ".join(words(q))),
}
# --8<-- [end:tokens]
TEXTS = ["東京都の決済サーバーが停止した", "京都の店舗で端末が使えない"]
TEXTS.append("外国人参政権の資料")
for n in range(3, 3000):
    TEXTS.append(f"請求書{n}番の宛名を変更しました")
with db.cursor() as cur, db.transaction():
    rows = [(n, t, " ".join(bigrams(t)), " ".join(words(t) if n < 3 else []))
            for n, t in enumerate(TEXTS)]  # fmt: skip
    cur.executemany(INSERT, rows)
db.execute("VACUUM ANALYZE doc")
for n in range(3):
    lexemes = "SELECT array_to_string(tsvector_to_array(%s), ' ') FROM doc"
    for column in ("plain", "by_word"):
        got = db.execute(lexemes % column + " WHERE id = %s", [n]).fetchone()[0]
        print(f"{n} {column}: {got}")

print("\nquery      " + "".join(f"{name:>13}" for name in FIND))
for query in ("停止", "京都", "参政権", "使えません"):
    print(f"{query:{11 - len(query)}}", end="")
    for where, ask in FIND.values():
        hits = db.execute(f"SELECT id FROM doc WHERE {where} ORDER BY 1", [ask(query)])
        print(f"{','.join(str(h[0]) for h in hits) or '-':>13}", end="")
    print()


def scanned(where, argument):
    db.execute("SET enable_seqscan = off")
    explain = f"EXPLAIN (ANALYZE, FORMAT JSON) SELECT id FROM doc WHERE {where}"
    plan = db.execute(explain, [argument]).fetchone()[0][0]["Plan"]
    return int(plan["Actual Rows"] + plan.get("Rows Removed by Index Recheck", 0))


print("\nrows read through the index for 3 characters, trigrams:",
      scanned("body LIKE %s", "%参政権%"))  # fmt: skip
print("rows read through the index for 2 characters, trigrams:",
      scanned("body LIKE %s", "%京都%"))  # fmt: skip
print("rows read through the index for 2 characters, bigrams:",
      scanned(FIND["bigrams"][0], "京都"))  # fmt: skip
