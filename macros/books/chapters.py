"""Reads the chapters of a book out of the built site: the article of each page, in the
order of the navigation, with what only a browser can use left out."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from macros import load
from macros.books import plainer
from macros.takeaway import links, tree
from macros.takeaway.tree import Node

_BEGIN, _END = "<article", "</article>"


@dataclass(frozen=True)
class Chapter:
    """A page: its name under docs/, the name that the book knows it by, its heading, and
    its text; `sections` are the ids and titles of its headings of the second level."""

    name: str
    id: str
    title: str
    sections: tuple[tuple[str, str], ...]
    text: Node


def read(site: Path, language: str, names: list[str] | None = None) -> list[Chapter]:
    """Return the chapters of a language from the site built in the folder `site`; all
    pages of the navigation unless `names` says which."""
    every = [path.removesuffix(".md") for path in load.nav_order()]
    return [_chapter(site, language, name) for name in names or every]


def _chapter(site: Path, language: str, name: str) -> Chapter:
    folder = site / ("ja" if language == "ja" else "") / links.folder(name)
    html = (folder / "index.html").read_text(encoding="utf-8")
    article = html[html.index(_BEGIN) : html.index(_END) + len(_END)]
    text = plainer.plain(tree.parse(article).find("article"))
    title = text.find("h1").text().strip()
    sections = tuple(
        (one.given["id"], one.text().strip())
        for one in text.nodes()
        if one.tag == "h2" and one.given.get("id")
    )
    return Chapter(name, name.replace("/", "-"), title, sections, text)


class Links:
    """Where the links of a book lead. `home` is the address of the published site, None
    where it is not known."""

    def __init__(self, chapters: list[Chapter], language: str, home: str | None) -> None:
        self.top = "ja/" if language == "ja" else ""
        self.known = {c.name: c for c in chapters}
        self.ids = {c.name: set(_ids(c)) for c in chapters}
        self.home = home

    def lead(self, chapter: Chapter, link: str) -> tuple[Chapter | None, str] | None:
        """Return the chapter and the id in it to which `link` of `chapter` leads, None and
        an address where it leaves the book, or None where it leads nowhere."""
        if link.startswith(("https:", "http:", "mailto:")):
            return None, link
        path, _, fragment = link.partition("#")
        here = posixpath.join("/", self.top, links.folder(chapter.name))
        target = posixpath.normpath(posixpath.join(here, path)).strip("/")
        page = f"{target}/" if target else ""
        name = page.removeprefix(self.top).strip("/") or "index"
        if page.startswith(self.top) and name in self.known:
            return self.known[name], fragment if fragment in self.ids[name] else ""
        ends = "/" if path.endswith("/") and target else ""
        return (None, f"{self.home}{target}{ends}") if self.home else None


def _ids(chapter: Chapter) -> Iterator[str]:
    return (one.given["id"] for one in chapter.text.nodes() if one.given.get("id"))
