"""The interview_checklist macro: what "ready" means, by round, topic and level.

The sentences stand in macros/data/checklist.yaml; each leads to the section that makes it
true. Without JavaScript they are a plain list.
"""

from dataclasses import dataclass
from pathlib import Path

from macros import load, templating
from macros.bank import collect, drill
from macros.bank.read import LEVELS
from macros.load import Page
from macros.site import DOCS, MacroError, Site
from snippets.runner.catalog import shown

PATH = load.DATA / "checklist.yaml"
WHERE = shown(PATH)
BEFORE = "application"  # what comes before the first round
_ITEM = {"id", "level", "to", "en", "ja"}


@dataclass(frozen=True)
class Item:
    """A sentence that a candidate ticks: `id` is what progress is kept under; `page` and
    `section` are where it leads, `title` the heading there."""

    id: str
    level: str
    round: str
    text: str
    page: str
    section: str
    title: str


@dataclass(frozen=True)
class Area:
    """Items under one heading."""

    title: str
    items: tuple[Item, ...]


def check(entries: list[dict], rounds: dict[str, str]) -> None:
    """Raise MacroError for what cannot be; `rounds` has the round of each page."""
    seen = set()
    for number, entry in enumerate(entries, 1):
        where = f"{WHERE}: area {number}"
        keys = {"page", "items"} if "page" in entry else {"id", "round", "en", "ja", "items"}
        load.only_keys(where, entry, keys, set())
        known = {*rounds.values(), BEFORE}
        if "page" in entry and entry["page"] not in rounds:
            raise MacroError(f"{where}: {entry['page']} has no round in rounds.yaml")
        if "round" in entry and entry["round"] not in known:
            raise MacroError(f"{where}: round: {entry['round']!r} is none of {sorted(known)}")
        for item in entry["items"]:
            load.only_keys(f"{where}: {item.get('id')}", item, _ITEM, set())
            name = item_id(entry, item)
            if item["level"] not in LEVELS:
                raise MacroError(f"{WHERE}: {name}: level: one of {', '.join(LEVELS)}")
            if name in seen:
                raise MacroError(f"{WHERE}: {name} stands there twice")
            seen.add(name)
        for level in set(LEVELS) - {item["level"] for item in entry["items"]}:
            raise MacroError(f"{where}: no item of the level {level}")


def item_id(entry: dict, item: dict) -> str:
    """Return the id under which the progress of an item is kept."""
    return f"interview/{entry.get('page', entry.get('id')).rsplit('/', 1)[-1]}-{item['id']}"


def areas(
    entries: list[dict], rounds: dict[str, str], pages: dict[str, Page], language: str
) -> list[Area]:
    """Return the areas in one language. Raises MacroError for a link that leads nowhere."""

    def item(entry: dict, given: dict) -> Item:
        name, _, section = given["to"].partition("#")
        titles = {s.id: s.title for s in pages[name].sections} if name in pages else {}
        if section not in titles:
            raise MacroError(f"{WHERE}: {item_id(entry, given)}: to: no section {given['to']}")
        round_ = entry.get("round") or rounds[entry["page"]]
        return Item(
            item_id(entry, given), given["level"], round_, given[language],
            name, section, titles[section],
        )  # fmt: skip

    return [
        Area(
            entry[language] if "id" in entry else pages[entry["page"]].sections[0].title,
            tuple(item(entry, given) for given in entry["items"]),
        )
        for entry in entries
    ]


def pages_of(entries: list[dict], language: str, docs: Path = DOCS) -> dict[str, Page]:
    """Return the pages that the list leads to, by name."""
    ending = ".ja.md" if language == "ja" else ".md"
    named = {item["to"].split("#")[0] for entry in entries for item in entry["items"]}
    named |= {entry["page"] for entry in entries if "page" in entry}
    paths = {name: docs / f"{name}{ending}" for name in sorted(named)}
    return {name: load.page(path) for name, path in paths.items() if path.exists()}


def decide(site: Site) -> dict[str, object]:
    """Return the areas, and what the page script works with."""
    entries = site.guard(load.read_yaml, PATH)
    rounds = site.guard(collect.the_rounds)
    site.guard(check, entries, rounds.pages)
    words = load.words(site.language)
    pages = pages_of(entries, site.language)
    names = {BEFORE: words["checklist_before"]}
    names |= {name: each[site.language] for name, each in rounds.names.items()}
    return {
        "areas": site.guard(areas, entries, rounds.pages, pages, site.language),
        "rounds": names,
        "levels": {level: words[f"bank_{level}"] for level in LEVELS},
        "config": {"words": drill.told(words, "checklist_")},
    }


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the list as HTML."""
    return templating.render("checklist.html.jinja", site, **decided)
