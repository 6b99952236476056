# needs: postgresql
"""A judged set of queries, and what a change of analyzer does to four measures."""

import math
import os

import psycopg
from janome.tokenizer import Tokenizer

DOCS = dict(enumerate("""東京都の決済サーバーが停止したときの手順
京都の店舗で端末が使えない
外国人参政権の資料
返金の手順と締め切り
払い戻しが口座に届かない
カード決済が二重に請求された
サーバ再起動の後で決済が失敗する
検索インデックスを作り直す
インデックスの再構築が終わらない
ログインできない利用者への案内
パスワードを忘れた利用者の復旧
請求書の宛名を変更する
参政権の歴史
店舗の営業時間を変更する""".splitlines(), 1))  # fmt: skip
JUDGED = {  # query: {document: 2 is the answer, 1 helps}
    "京都": {2: 2}, "参政権": {13: 2, 3: 2}, "返金": {4: 2, 5: 2},
    "サーバー停止": {1: 2, 7: 1}, "インデックス再構築": {9: 2, 8: 2},
    "ログインできない": {10: 2, 11: 1}, "二重請求": {6: 2}, "請求書の宛名": {12: 2},
    "決済の失敗": {7: 2, 6: 1, 1: 1}, "店舗の営業時間": {14: 2},
}  # fmt: skip
SAME = {"払い戻し": "返金", "作り直す": "再構築"}
tokenizer = Tokenizer()
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def words(text):
    kept = ("名詞", "動詞", "形容詞", "接頭詞")
    return [t.base_form for t in tokenizer.tokenize(text)
            if t.part_of_speech.startswith(kept)]  # fmt: skip


def normal(text):
    for word, same in SAME.items():
        text = text.replace(word, same)
    return [w.rstrip("ー") if len(w) > 3 else w for w in words(text)]


def bigrams(text):
    return [text[i : i + 2] for i in range(len(text) - 1)]


def ranking(analyzer):
    db.execute("DROP TABLE IF EXISTS doc; CREATE TABLE doc (id int, terms tsvector)")
    for n, text in DOCS.items():
        db.execute("INSERT INTO doc VALUES (%s, to_tsvector('simple', %s))",
                   [n, " ".join(analyzer(text))])  # fmt: skip
    found = {}
    for query in JUDGED:
        asked = " | ".join(analyzer(query))
        rows = db.execute("""SELECT id FROM doc, to_tsquery('simple', %s) q
            WHERE terms @@ q ORDER BY ts_rank(terms, q) DESC, id LIMIT 5""", [asked])
        found[query] = [row[0] for row in rows]
    return found


# --8<-- [start:measures]
def rrf(*rankings, k=60):  # (1)!
    fused = {}
    for query in JUDGED:
        score = {}
        for ranking in rankings:
            for rank, doc in enumerate(ranking[query], 1):
                score[doc] = score.get(doc, 0) + 1 / (k + rank)
        fused[query] = sorted(score, key=lambda doc: (-score[doc], doc))[:5]
    return fused


def measures(found):
    precision, recall, reciprocal, ndcg = [], [], [], []
    for query, grades in JUDGED.items():
        got = [grades.get(doc, 0) for doc in found[query]]
        precision.append(sum(g > 0 for g in got[:3]) / 3)  # (2)!
        recall.append(sum(g > 0 for g in got) / len(grades))
        reciprocal.append(max([1 / r for r, g in enumerate(got, 1) if g], default=0))
        ideal = sorted(grades.values(), reverse=True)
        gain = [sum((2**g - 1) / math.log2(r + 1) for r, g in enumerate(gs, 1))
                for gs in (got, ideal)]  # fmt: skip
        ndcg.append(gain[0] / gain[1])
    return [sum(m) / len(JUDGED) for m in (precision, recall, reciprocal, ndcg)]


# --8<-- [end:measures]
runs = {"as it is": ranking(str.split), "bigrams": ranking(bigrams),
        "words": ranking(words), "words, synonyms": ranking(normal)}  # fmt: skip
runs["both, by RRF"] = rrf(runs["words, synonyms"], runs["bigrams"])
print(f"{'':16}    P@3  R@5   MRR  NDCG@5")
result = {name: measures(found) for name, found in runs.items()}
for name, (p, r, m, n) in result.items():
    print(f"{name:16}   {p:.2f}  {r:.2f}  {m:.2f}  {n:.3f}")
for name in ("words", "words, synonyms", "both, by RRF"):
    print(f"NDCG@5, {name}: {result[name][3]:.3f}")
    found = [f"{q} {runs[name][q]}" for q in ("京都", "参政権", "返金")]
    print(f"found, {name}: {', '.join(found)}")
print(f"RRF, first in one list: {1 / 61:.6f}")
print(f"RRF, first in two lists: {2 / 61:.6f}")
best = [min(3, len(g)) / 3 for g in JUDGED.values()]
print(f"highest P@3 there can be: {sum(best) / len(best):.2f}")
