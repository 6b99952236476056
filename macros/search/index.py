"""Makes the index of one language, in parts: what is read at the first focus of the box
(core), and what is read when a query needs it (words, by their order; texts, by section)."""

import json
import math
from collections.abc import Iterable, Iterator

from macros.languages.glossary import Term
from macros.search import synonyms
from macros.search.fold import fold
from macros.search.postings import FIELDS, Postings, entries
from macros.search.sections import Section

KINDS = ("section", "question", "term", "list")
# Sections that list what others explain, by the first word of their id.
LISTS = ("numbers", "sources", "practice", "questions", "credits")
PART = 24_000  # characters of a part, some 8 KB compressed
TEXTS = 6_000


def build(
    language: str,
    pages: dict[str, list[Section]],
    terms: Iterable[Term],
    asked: dict[str, dict[str, list[str]]],
    everyday: list[list[str]],
    told: dict[str, str],
) -> dict[str, object]:
    """Return the parts of the index by name: `pages` are sections by address, `asked`
    what readers call a section (page#id) in each language, `everyday` words that mean
    nearly the same, `told` what a reader is told.

    core: pages [address, title, sections]; of the sections, one a line or a digit: ids,
    titles, levels, kinds, sizes; terms [[English forms], [Japanese forms], reading,
    [sections, best first]]; the first word of each part of words, and the first section of
    each part of texts; words, for slips. words-N: [word, prose, code, asked], see
    postings.packed. texts-N: [prose, code, asked] of each section.
    """
    rows = [(address, part) for address, parts in pages.items() for part in parts]
    places = {f"{_page(address)}#{part.id}": n for n, (address, part) in enumerate(rows)}
    named = [term for term in terms if "spelling-only" not in term.flags]
    texts = {
        "prose": [part.prose for _, part in rows],
        "code": [part.code for _, part in rows],
        "asked": [_asked(asked.get(f"{_page(address)}#{part.id}")) for address, part in rows],
    }
    forms = [[fold(form) for language in ("en", "ja") for form in term.forms[language]]
             for term in named]  # fmt: skip
    postings = Postings(texts, synonyms.known(forms, everyday))
    extra = synonyms.of_terms(forms, postings) | synonyms.of_everyday(everyday, postings)
    of_words = list(_parts(entries(postings, extra), PART))
    of_texts = list(_parts(map(list, zip(*(texts[name] for name in FIELDS), strict=True)), TEXTS))
    core = {
        "language": language,
        "told": told,
        "pages": [[address, s[0].title, len(s)] for address, s in pages.items() if s],
        "ids": "\n".join(part.id for _, part in rows),
        "titles": "\n".join(part.title for _, part in rows),
        "levels": "".join(str(part.level) for _, part in rows),
        "kinds": "".join(str(KINDS.index(kind)) for s in pages.values() for kind in _kinds(s)),
        "sizes": [_sizes(postings.folded[name]) for name in FIELDS],
        "terms": [_term(term, places) for term in named],
        "everyday": everyday,
        "words": [part[0][0] for part in of_words],
        "texts": list(_starts(of_texts)),
        "vocabulary": " ".join(synonyms.vocabulary(postings)),
    }
    parts = {"core": core}
    parts |= {f"words-{n}": part for n, part in enumerate(of_words)}
    return parts | {f"texts-{n}": part for n, part in enumerate(of_texts)}


def _page(address: str) -> str:
    return address.removeprefix("ja/").strip("/") or "index"


def _asked(called: dict[str, list[str]] | None) -> str:
    return "\n".join(called["en"] + called["ja"]) if called else ""


def _kinds(sections: list[Section]) -> list[str]:
    """Return the kind of each; a page that has but lists is one itself."""
    kinds = [
        "list" if s.kind == "section" and s.id.split("-")[0] in LISTS else s.kind
        for s in sections
    ]
    return ["list", *kinds[1:]] if {*kinds[1:]} in ({"list"}, {"term"}) else kinds


def _sizes(texts: list[str]) -> str:
    """Return a letter a text: four steps as often as its length doubles."""
    return "".join(chr(48 + round(4 * math.log2(len(text) + 1))) for text in texts)


def _term(term: Term, places: dict[str, int]) -> list:
    found = [places[s] for s in term.sections if s in places]
    glossary = [places[s] for s in (f"glossary#{term.id}",) if s in places]
    english, japanese = (list(term.forms[language]) for language in ("en", "ja"))
    return [english, japanese, term.reading, found + glossary]


def _parts(rows: Iterable[list], most: int) -> Iterator[list[list]]:
    """Yield the rows in parts of at most `most` characters, or one row."""
    part, size = [], 0
    for row in rows:
        long = len(dump(row))
        if part and size + long > most:
            yield part
            part, size = [], 0
        part.append(row)
        size += long
    if part:
        yield part


def _starts(parts: list[list]) -> Iterator[int]:
    start = 0
    for part in parts:
        yield start
        start += len(part)


def dump(part: object) -> str:
    """Return a part of the index as its file holds it."""
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))
