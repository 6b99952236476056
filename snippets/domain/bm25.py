"""An inverted index and BM25 in a page, checked against a published explanation."""

import math
import re
from collections import Counter, defaultdict

K1, B = 1.2, 0.75


# --8<-- [start:index]
class Index:
    def __init__(self):
        self.postings = defaultdict(dict)  # term -> {document: times}  (1)!
        self.length = {}

    def add(self, name, text):
        terms = re.findall(r"\w+", text.lower())  # the analyzer  (2)!
        self.length[name] = len(terms)
        for term, times in Counter(terms).items():
            self.postings[term][name] = times

    def idf(self, term):
        n, total = len(self.postings.get(term, ())), len(self.length)
        return math.log(1 + (total - n + 0.5) / (n + 0.5))  # (3)!

    def search(self, query, k1=K1, b=B):
        mean = sum(self.length.values()) / len(self.length)
        score = Counter()
        for term in re.findall(r"\w+", query.lower()):
            for name, times in self.postings.get(term, {}).items():  # (4)!
                norm = k1 * (1 - b + b * self.length[name] / mean)
                score[name] += self.idf(term) * times * (k1 + 1) / (times + norm)
        return sorted(score.items(), key=lambda hit: (-hit[1], hit[0]))


# --8<-- [end:index]
# Elasticsearch's manual: 1 of 5 documents has the term, once; its length is 4, the
# mean is 5.4; idf 1.3862944, tfNorm 1.1186441, score 1.55077.
manual = Index()
manual.add("0", "trying out elasticsearch now")
for n, words in enumerate([5, 6, 6, 6], 1):
    manual.add(str(n), "word " * words)
((_, score),) = manual.search("elasticsearch")
printed = f"idf: {manual.idf('elasticsearch'):.7f}\nscore: {score:.5f}"
print(printed)
assert printed == "idf: 1.3862944\nscore: 1.55077"

docs = Index()
docs.add("once, short", "vacuum removes dead rows")
docs.add("once, long", "vacuum " + "and much else " * 12)
docs.add("nine times", "vacuum " * 9 + "offers for your home " * 2)
docs.add("rare word", "the wraparound of transaction ids")
for n in range(6):
    docs.add(f"other {n}", "the manual explains rows and pages in general")
print("\nquery: vacuum")
for name, score in docs.search("vacuum"):
    print(f"  {score:.3f}  {name}")
print("query: the vacuum wraparound")
for name, score in docs.search("the vacuum wraparound")[:4]:
    print(f"  {score:.3f}  {name}")
print(f"\nweight of 'the': {docs.idf('the'):.3f}")
print(f"weight of 'wraparound': {docs.idf('wraparound'):.3f}")
one = [n * (K1 + 1) / (n + K1) for n in (1, 2, 4, 8, 1000)]
print("1, 2, 4, 8, 1000 times:", ", ".join(f"{x:.2f}" for x in one))
