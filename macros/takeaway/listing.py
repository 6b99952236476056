"""llms.txt: the pages of one language as Markdown files, each with what it is about, for an
assistant that a reader asks."""

from dataclasses import dataclass

from macros import load, templating
from macros.site import DOCS, Site
from macros.takeaway import links

NAME = "llms.txt"


@dataclass(frozen=True)
class Entry:
    """A page: its heading, its address, and its description."""

    title: str
    address: str
    about: str


def groups(nav, site: Site) -> dict[str, list[Entry]]:
    """Return the pages of a navigation of MkDocs by the group that they stand in; those
    that stand in none come first, under ""."""
    found: dict[str, list[Entry]] = {"": []}
    for item in nav.items:
        pages = item.children if item.is_section else [item]
        name = item.title if item.is_section else ""
        found.setdefault(name, []).extend(entry(page.file.src_uri, site) for page in pages)
    return found


def entry(source: str, site: Site) -> Entry:
    """Return what is said of the page whose path under docs/ is `source`."""
    page = load.page(DOCS / source)
    folder = site.address(page.name, site.language)
    address = f"{folder}{links.PAGE}"
    return Entry(page.sections[0].title, address, page.front["description"])


def render(site: Site, entries: dict[str, list[Entry]]) -> str:
    """Return the text of the file."""
    first, *rest = entries.pop("")
    other = f"{site.address('index', site.other)}{NAME}"
    return templating.render(
        "llms.txt.jinja", site, first=first, groups={"": rest} | entries, other=other
    )
