"""Reads macros/data/ageing.yaml and holds each entry to the pages."""

import datetime
import functools
import re
from dataclasses import dataclass
from pathlib import Path

from macros import load
from macros.load import Page
from macros.site import LANGUAGES, MacroError
from snippets.runner.catalog import shown

PATH = load.DATA / "ageing.yaml"
# After how many days at most a fact of this kind is looked at again.
KINDS = {"price": 92, "version": 184, "default": 366, "edition": 366, "market": 366}
_KEYS = {"id", *LANGUAGES, "where", "shows", "source", "kind", "checked", "again"}
_ENTRY = re.compile(r"^- ", re.M)


@dataclass(frozen=True)
class Fact:
    """One fact: `text` has what is said in each language; `where` is the section that says
    it (page#section), and `shows` words that stand there in both languages; `source` is an
    address that the page names; it was `checked` and will be `again`."""

    id: str
    text: dict[str, str]
    where: str
    shows: str
    source: str
    kind: str
    checked: datetime.date
    again: datetime.date

    @property
    def page(self) -> str:
        """The name of the page that says it."""
        return self.where.partition("#")[0]

    @property
    def section(self) -> str:
        """The id of the section that says it."""
        return self.where.partition("#")[2]

    @property
    def host(self) -> str:
        """The name of the machine that has the source."""
        return self.source.split("/")[2].removeprefix("www.")


@functools.cache
def facts() -> tuple[Fact, ...]:
    """Return every fact, in the order of the file. Raises MacroError for what is wrong."""
    return read(PATH, load.pages())


def read(path: Path, pages: list[Page]) -> tuple[Fact, ...]:
    """Return the facts of the file at `path`. Raises MacroError, with path and line, for an
    entry with a wrong key or value, or that `pages` do not bear out."""
    entries = load.read_yaml(path) or []
    text = path.read_text(encoding="utf-8")
    lines = [text.count("\n", 0, begin.start()) + 1 for begin in _ENTRY.finditer(text)]
    if not isinstance(entries, list) or len(lines) != len(entries):
        raise MacroError(f"{shown(path)}:1: must be a list; each entry begins with `- id:`")
    by_name = {(page.name, page.language): page for page in pages}
    found: dict[str, Fact] = {}
    for line, entry in zip(lines, entries, strict=True):
        where = f"{shown(path)}:{line}"
        fact = _fact(where, entry)
        if fact.id in found:
            raise MacroError(f"{where}: {fact.id} stands there twice; give it another id")
        _check_place(f"{where}: {fact.id}", fact, by_name)
        found[fact.id] = fact
    return tuple(found.values())


def _fact(where: str, entry: object) -> Fact:
    if not isinstance(entry, dict):
        raise MacroError(f"{where}: an entry has {', '.join(sorted(_KEYS))}")
    where = f"{where}: {entry.get('id')}"
    load.only_keys(where, entry, _KEYS, set())
    for key in sorted(_KEYS - {"checked", "again"}):
        if not isinstance(entry[key], str) or not entry[key] or "\n" in entry[key]:
            raise MacroError(f"{where}: {key} must be one line of text, not {entry[key]!r}")
    for key in ("checked", "again"):
        if not isinstance(entry[key], datetime.date):
            raise MacroError(f"{where}: {key} must be a date, 2026-11-22")
    if entry["kind"] not in KINDS:
        raise MacroError(f"{where}: kind must be one of {', '.join(KINDS)}")
    if not re.match(r"https?://[^/\s]+/", entry["source"]):
        raise MacroError(f"{where}: source must be an address, https://host/path")
    _check_dates(where, entry["kind"], entry["checked"], entry["again"])
    given = {key: value for key, value in entry.items() if key not in LANGUAGES}
    return Fact(**given, text={language: entry[language] for language in LANGUAGES})


def _check_dates(
    where: str, kind: str, checked: datetime.date, again: datetime.date
) -> None:
    latest = checked + datetime.timedelta(days=KINDS[kind])
    if not checked < again <= latest:
        problem = f"after {checked} and, for a {kind}, by {latest}"
        raise MacroError(f"{where}: again must be {problem}, not {again}")


def _check_place(
    where: str, fact: Fact, pages: dict[tuple[str, str], Page]
) -> None:
    for language in LANGUAGES:
        page = pages.get((fact.page, language))
        if page is None:
            raise MacroError(f"{where}: where: there is no page {fact.page!r}")
        section = next((s for s in page.sections if s.id == fact.section), None)
        if section is None or not fact.section:
            raise MacroError(f"{where}: where: {page.shown} has no section {fact.where!r}")
        at = f"{page.shown}:{section.line}"
        if fact.shows not in section.own:
            problem = f"{at}: the section no longer shows {fact.shows!r}"
            raise MacroError(f"{where}: {problem}; mend the entry, or take it out")
        if fact.source not in page.text:
            problem = f"{page.shown} does not name the source {fact.source}"
            raise MacroError(f"{where}: {problem}; link it there, or name the page's own")
