"""The map of the field: every section of the handbook in the layer that it belongs to."""

from dataclasses import dataclass

from macros import load, templating
from macros.load import Page, Row, Section
from macros.site import MacroError, Site
from snippets.runner.catalog import shown

PATH = load.DATA / "map.yaml"
WHERE = shown(PATH)


@dataclass(frozen=True)
class Place:
    """A page on the map, with the sections that answer rows of the coverage list."""

    name: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Layer:
    """Pages that build on the layers before."""

    title: str
    says: str
    places: tuple[Place, ...]


def check(entries: list[dict], rows: tuple[Row, ...]) -> None:
    """Raise MacroError unless each page of `rows` that lies in a folder stands in one of
    the layers that `entries` describe, once, and no other page does."""
    keys = {"en", "ja", "says_en", "says_ja", "pages"}
    for number, entry in enumerate(entries, 1):
        load.only_keys(f"{WHERE}: layer {number}", entry, keys, set())
    named = [name for entry in entries for name in entry["pages"]]
    wanted = {row.page for row in rows if "/" in row.page}
    for name in sorted(set(named)):
        if name not in wanted:
            raise MacroError(f"{WHERE}: {name}: coverage.yaml has no such page")
        if named.count(name) > 1:
            raise MacroError(f"{WHERE}: {name} stands there twice; leave one")
    for name in sorted(wanted - set(named)):
        raise MacroError(f"{WHERE}: {name} is missing; add it to the layer it belongs to")


def layers(
    entries: list[dict], rows: tuple[Row, ...], pages: dict[str, Page], language: str
) -> list[Layer]:
    """Return the layers with those of their pages that `pages` has, by name."""
    answers = {(row.page, row.id) for row in rows}

    def place(page: Page) -> Place:
        found = (s for s in page.sections if (page.name, s.id) in answers)
        return Place(page.name, page.sections[0].title, tuple(found))

    return [
        Layer(
            entry[language],
            entry[f"says_{language}"],
            tuple(place(pages[name]) for name in entry["pages"] if name in pages),
        )
        for entry in entries
    ]


def decide(site: Site) -> dict[str, object]:
    """Return the layers that have a page, for the template."""
    entries, rows = site.guard(load.read_yaml, PATH), site.guard(load.coverage)
    site.guard(check, entries, rows)
    pages = {p.name: p for p in load.pages() if p.language == site.language}
    found = layers(entries, rows, pages, site.language)
    return {"layers": [layer for layer in found if layer.places]}


def render(site: Site, decided: dict[str, object]) -> str:
    """Return nested lists, which read as an outline and which the style sheet draws."""
    return templating.render("field_map.html.jinja", site, **decided)
