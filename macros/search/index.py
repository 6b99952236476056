"""Makes the index of one language: its sections, and the glossary's words in both."""

import json
from collections.abc import Iterable

from macros.languages.glossary import Term
from macros.search.sections import Section

KINDS = ("section", "question", "term", "list")
# Sections that list what others explain, by the first word of their id.
LISTS = ("numbers", "sources", "practice", "questions", "credits")


def build(
    language: str,
    pages: dict[str, list[Section]],
    terms: Iterable[Term],
    asked: dict[str, dict[str, list[str]]],
    everyday: list[list[str]],
    words: dict[str, str],
) -> dict:
    """Return the index: `pages` are sections by address, `asked` what
    readers call a section (page#id) in each language, `everyday` words that mean nearly
    the same, `words` what a reader is told.

    sections: [page, id, title, section above or -1, kind, prose, code, asked]
    terms: [[English forms], [Japanese forms], reading, [sections, best first]]
    """
    rows: list[list] = []
    for number, (address, sections) in enumerate(pages.items()):
        above: list[tuple[int, int]] = []
        for section in sections:
            while above and above[-1][0] >= section.level:
                above.pop()
            parent = above[-1][1] if above else -1
            above.append((section.level, len(rows)))
            kind = KINDS.index(_kind(address, section))
            rows.append([number, section.id, section.title, parent, kind,
                         section.prose, section.code, ""])  # fmt: skip
    addresses = [address.removeprefix("ja/").strip("/") or "index" for address in pages]
    places = {f"{addresses[row[0]]}#{row[1]}": n for n, row in enumerate(rows)}
    for place, called in asked.items():
        if place in places:
            rows[places[place]][7] = "\n".join(called["en"] + called["ja"])
    return {
        "language": language,
        "words": words,
        "pages": [[address, s[0].title] for address, s in pages.items() if s],
        "sections": rows,
        "everyday": everyday,
        "terms": [_term(term, places) for term in terms if "spelling-only" not in term.flags],
    }


def _kind(address: str, section: Section) -> str:
    listed = section.id.split("-")[0] in LISTS or "evidence" in address
    return "list" if section.kind == "section" and listed else section.kind


def _term(term: Term, places: dict[str, int]) -> list:
    found = [places[s] for s in term.sections if s in places]
    glossary = [places[s] for s in (f"glossary#{term.id}",) if s in places]
    english, japanese = (list(term.forms[language]) for language in ("en", "ja"))
    return [english, japanese, term.reading, found + glossary]


def dump(index: dict) -> str:
    """Return the index as its file holds it."""
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))
