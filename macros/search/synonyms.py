"""Words that mean the same: the forms of each term of the glossary, and everyday words.
Each group is one entry of the index, so that a query reads one part for all of them."""

import re
from collections import defaultdict
from collections.abc import Iterator

from macros.search.fold import fold
from macros.search.postings import FIELDS, Counts, Postings, add

TERM, EVERYDAY = "=", "~"  # how the entries are called, before their number
_SPELT = re.compile(r"[a-z\u00c0-\u024f]{4,}|[ァ-ヺー一-鿿々]{2,}")


def known(forms: list[list[str]], everyday: list[list[str]]) -> Iterator[str]:
    """Yield the folded words that a query may be read as."""
    for group in forms:
        yield from group
    for group in everyday:
        yield from map(fold, group)


def of_terms(forms: list[list[str]], postings: Postings) -> dict[str, dict[str, Counts]]:
    """Return where any form of a term stands, and where each form of several words does."""
    found: dict[str, dict[str, Counts]] = {}
    for number, group in enumerate(forms):
        union: dict[str, Counts] = {name: {} for name in FIELDS}
        for form in dict.fromkeys(group):
            of_form = {name: postings.of_form(form, name) for name in FIELDS}
            if not any(form in postings.lists[name] for name in FIELDS):
                found[form] = of_form
            for name in FIELDS:
                add(union[name], of_form[name])
        found[f"{TERM}{number}"] = union
    return found


def of_everyday(groups: list[list[str]], postings: Postings) -> dict[str, dict[str, Counts]]:
    """Return where any word of each group stands, not counting code."""
    found = {}
    begun = {name: defaultdict(list) for name in ("prose", "asked")}
    for name, words in begun.items():
        for word in postings.lists[name]:
            words[word[:3]].append(word)
    for number, group in enumerate(groups):
        union: dict[str, Counts] = {name: {} for name in begun}
        for word in map(fold, group):
            for name in begun:
                english = re.fullmatch("[a-z]{3,}", word)
                add(union[name], postings.of_stem(word, name, begun[name]) if english
                    else postings.lists[name].get(word, {}))  # fmt: skip
        found[f"{EVERYDAY}{number}"] = {name: _once(counts) for name, counts in union.items()}
    return found


def _once(counts: Counts) -> Counts:
    """One find a section: of so many words, one that stands there says it."""
    return {n: [1, 0] if whole else [0, 1] for n, (whole, _) in counts.items()}


def vocabulary(postings: Postings) -> list[str]:
    """Return the words that a query may have misspelt or put together: those of two
    sections."""
    words = defaultdict(int)
    for name in ("prose", "asked"):
        for word, found in postings.lists[name].items():
            words[word] += len(found)
    return sorted(w for w, count in words.items() if count > 1 and _SPELT.fullmatch(w))
