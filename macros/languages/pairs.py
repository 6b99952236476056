"""The sections that stand on a page in both languages, and in what they differ."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from macros.languages import allowed, structure
from macros.load import Page, Section
from macros.skeleton import MARK

LANGUAGE = {"en": "English", "ja": "Japanese"}


@dataclass(frozen=True)
class Pair:
    """One section in both languages: `name` is page#id, or the page for its opening."""

    name: str
    pages: tuple[Page, Page]
    sections: tuple[Section, Section]

    @property
    def texts(self) -> tuple[str, str]:
        """What a reader gets in English and in Japanese."""
        return tuple(map(text, self.pages, self.sections))

    @property
    def hashes(self) -> tuple[str, str]:
        """The hash of the English and of the Japanese text."""
        return tuple(map(digest, self.texts))

    @property
    def behind(self) -> bool:
        """Whether one of the two has still to be written."""
        return any(section.behind for section in self.sections)

    @property
    def unwritten(self) -> bool:
        """Whether a mark of the skeleton is left in one of the two."""
        return any(map(MARK.search, self.texts))

    def where(self, side: int) -> str:
        """The path and line of the English (0) or the Japanese (1) section."""
        return f"{self.pages[side].shown}:{self.sections[side].line}"


def text(page: Page, section: Section) -> str:
    """Return what a reader of `section` gets, with the description in the opening."""
    opening = section is page.sections[0]
    return f"{page.front.get('description', '') if opening else ''}\n{section.own}"


def digest(text: str) -> str:
    """Return a hash of `text` that blank lines and spaces at line ends leave alone."""
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def missing(pages: list[Page]) -> Iterator[str]:
    """Yield a message for each page that stands there in one language only."""
    there = {(page.name, page.language): page for page in pages}
    for (name, language), page in there.items():
        other, ending = ("ja", ".ja.md") if language == "en" else ("en", ".md")
        if (name, other) not in there:
            yield (
                f"{page.shown}:1: its other language is missing; add docs/{name}{ending}"
            )


def of_pages(pages: list[Page]) -> list[Pair]:
    """Return each section that both languages have, in the order of the English page."""
    japanese = {page.name: page for page in pages if page.language == "ja"}
    found = []
    for page in (p for p in pages if p.language == "en"):
        other = japanese.get(page.name)
        theirs = {s.id: s for s in other.sections[1:]} if other else {}
        if other and page.sections and other.sections:
            first = (page.sections[0], other.sections[0])
            found.append(Pair(page.name, (page, other), first))
        for s in page.sections[1:]:
            if s.id in theirs:
                name = f"{page.name}#{s.id}"
                found.append(Pair(name, (page, other), (s, theirs[s.id])))
    return found


def mismatches(pair: Pair) -> Iterator[str]:
    """Yield a message for each part in which the two languages of a section differ."""
    if pair.behind:
        return
    allow = {rule for s in pair.sections for rule in allowed.rules(s.own)}
    for rule, english, japanese in structure.differences(*pair.sections):
        if rule in allow:
            continue
        if isinstance(english, list) and rule not in ("admonitions", "tables", "items"):
            english, japanese = (
                [x for x in english if x not in japanese],
                [x for x in japanese if x not in english],
            )
        yield (
            f"{pair.where(1)}: {pair.name}: {rule}: Japanese has {_say(japanese)}, "
            f"English ({pair.where(0)}) has {_say(english)}; make them agree"
        )


def _say(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none of these"
    return str(value)
