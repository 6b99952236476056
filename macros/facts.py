"""Facts about a page: its front matter, checked and shown."""

import datetime
from dataclasses import dataclass

from macros import ageing, load, safety, templating
from macros.site import DOCS, MacroError, Site

WORDS = {"description"}
FACTS = {"minutes", "level", "reads_first", "versions", "checked"}
LEVELS = {"mid", "senior", "staff"}
TAUGHT = ("topics/", "deep-dives/", "projects/")


@dataclass(frozen=True)
class Facts:
    """minutes: to read the page; level: whom it brings forward; reads_first: names of
    pages; versions: system -> version it holds for; checked: when somebody last did."""

    minutes: int
    level: str
    reads_first: tuple[str, ...]
    versions: dict[str, str]
    checked: datetime.date


def check(page: load.Page) -> None:
    """Raise MacroError unless the front matter of `page` is what its place asks for.

    Each language has its own description. What is true of both stands once, in the
    English file, and only on pages that teach.
    """
    _check_fences(page)
    teaches = page.name.startswith(TAUGHT) and page.language == "en"
    required = WORDS | FACTS if teaches else WORDS
    load.only_keys(f"{page.shown}:1: front matter", page.front, required, set())
    if teaches:
        _check_values(page)


def _check_fences(page: load.Page) -> None:
    if not page.text.startswith("---\n"):
        problem = "front matter is missing; begin with `---`, `description: ...`, `---`"
        raise MacroError(f"{page.shown}:1: {problem}, each on its line")
    if "\n---\n" not in page.text[3:]:
        raise MacroError(f"{page.shown}:1: front matter never ends; add a line `---`")


def _check_values(page: load.Page) -> None:
    front, where = page.front, f"{page.shown}:1: front matter"
    rules = {
        "minutes": (_is_count(front["minutes"]), "a whole number of minutes above 0"),
        "level": (front["level"] in LEVELS, f"one of {', '.join(sorted(LEVELS))}"),
        "reads_first": (isinstance(front["reads_first"], list), "a list of pages"),
        "versions": (
            isinstance(front["versions"], dict)
            and all(isinstance(v, str) for v in front["versions"].values()),
            'system: "version" in quotes',
        ),
        "checked": (isinstance(front["checked"], datetime.date), "a date, 2026-11-21"),
    }
    for key, (holds, right) in rules.items():
        if not holds:
            raise MacroError(f"{where}: {key} must be {right}, not {front[key]!r}")
    for name in front["reads_first"]:
        path = DOCS / f"{name}.md"
        if not safety.inside(path, DOCS) or not path.exists():
            raise MacroError(f"{where}: reads_first: there is no page {name!r}")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and value > 0


def of_page(site: Site) -> dict[str, object]:
    """Return the facts of the page that `site` stands on, for the template."""
    name = site.source.removesuffix(".md").removesuffix(".ja")
    front = load.page(DOCS / f"{name}.md").front
    if not FACTS <= set(front):
        site.fail("this page has no facts: page_facts() is for pages that teach")
    facts = Facts(**{key: front[key] for key in FACTS})
    suffix = ".ja.md" if site.language == "ja" else ".md"
    first = [load.page(DOCS / f"{n}{suffix}") for n in facts.reads_first]
    links = [(p.sections[0].title, p.name) for p in first]
    due = site.guard(ageing.next_due, name)
    return {"facts": facts, "links": links, "due": due}


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the line of facts as Markdown."""
    return templating.render("facts.md.jinja", site, **decided)
