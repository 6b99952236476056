"""Times what `make check` does to prose, over the whole handbook and over ten of it.

Run: make benchmark NAME=prose. Prints seconds, best of five, and the ratio of ten to one.
"""

import time

from macros import load
from macros.languages import glossary, japanese, lock, pairs, usage
from macros.languages.flatten import flatten

ROUNDS = 5


def read() -> list[load.Page]:
    glossary.terms.cache_clear()
    glossary.terms()
    return load.pages()


def check(pages: list[load.Page], times: int = 1) -> None:
    for _ in range(times):
        flatten.cache_clear()
        found = pairs.of_pages(pages)
        list(lock.drift(found))
        for pair in found:
            list(pairs.mismatches(pair))
            list(usage.unpaired(pair))
        for page in (p for p in pages if p.language == "ja"):
            list(japanese.problems(page))
            list(usage.avoided(page))


def best(function, *words) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        function(*words)
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    pages = read()
    once, ten = best(check, pages), best(check, pages, 10)
    print(f"pages: {len(pages)}, pairs of sections: {len(pairs.of_pages(pages))}")
    print(f"reading pages and glossary: {best(read):.2f} s")
    print(f"lock, structure, numbers, rules, terms: {once:.2f} s")
    print(f"ten handbooks: {ten:.2f} s, {ten / once:.1f} times as long")
