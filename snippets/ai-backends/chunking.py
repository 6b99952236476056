# needs: postgresql, embedding
"""All settings, written as pages, one a category: how shall the pages be cut?"""

import os

import numpy
import psycopg
from embed import QUESTIONS, SETTINGS, embed, kept, whole

BUDGET = 512  # tokens of passages that go into the prompt
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
pages, answers = {}, {}
for name, says, category in db.execute(SETTINGS):
    pages.setdefault(category, []).append(f"{name}: {says}")
    answers[name] = name, says[:60]


# --8<-- [start:cut]
def windows(page, size, overlap):
    """Cut a page into pieces of `size` tokens; neighbours share `overlap` of them."""
    body = "\n".join(page)
    at = whole.encode(body, add_special_tokens=False).offsets
    starts = range(0, max(1, len(at) - overlap), size - overlap)
    return [body[at[n][0] : at[min(n + size, len(at)) - 1][1]] for n in starts]


def answered(pieces, vectors):
    """Count the questions whose answer lies whole in one piece within the budget."""
    lengths = [len(whole.encode(p, add_special_tokens=False).ids) for p in pieces]
    found = 0
    for (name, _), asked in zip(QUESTIONS, questions):
        room, passages = BUDGET, []
        for n in numpy.argsort(-vectors @ asked):  # best first
            room -= lengths[n]
            if room < 0:  # (1)!
                break
            passages.append(pieces[n])
        found += any(all(a in p for a in answers[name]) for p in passages)  # (2)!
    return found


# --8<-- [end:cut]
questions = kept([question for _, question in QUESTIONS])
plans = {"one setting a piece": [says for page in pages.values() for says in page]}
for size, overlap in ((64, 0), (64, 16), (128, 0)):
    pieces = [w for page in pages.values() for w in windows(page, size, overlap)]
    plans[f"{size} tokens, overlap {overlap}"] = pieces
print(f"pages: {len(pages)}, questions: {len(QUESTIONS)}, budget: {BUDGET} tokens")
found = {}
for plan, pieces in plans.items():
    found[plan] = answered(pieces, embed(pieces))
    print(f"{plan}: {len(pieces)} pieces, answered ≈ {found[plan]}")
one, plain, lapped, wide = found.values()
assert one > lapped + 2 and lapped > plain + 3 and lapped > wide + 3
