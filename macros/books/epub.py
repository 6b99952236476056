"""Packs the chapters of a language as an EPUB 3: a file for each, its drawings beside it,
and the contents twice, as e-readers old and new want them. The bytes follow from the
commit."""

import datetime
import functools
import hashlib
import uuid
import zipfile
from html import escape
from pathlib import Path

from macros import load, templating
from macros.bank.decks import ZIP_DATE, time_of_build
from macros.books import markup
from macros.books.chapters import Chapter, Links
from macros.site import DOCS, Site

STYLE = Path(__file__).with_name("book.css")
_FILES = {
    "content.opf": "package",
    "nav.xhtml": "nav",
    "toc.ncx": "ncx",
    "title.xhtml": "title",
}


def title(language: str) -> tuple[str, str]:
    """Return the title of the book and a sentence on it."""
    page = load.page(DOCS / ("index.ja.md" if language == "ja" else "index.md"))
    return page.sections[0].title, page.front["description"]


def write(path: Path, language: str, chapters: list[Chapter], home: str | None) -> None:
    """Write the book to `path`; `home` is where the site is published, if anywhere."""
    drawings: dict[str, str] = {}
    texts = {c.id: _text(c, Links(chapters, language, home), drawings) for c in chapters}
    site = Site("index.md", 1, language, home or "")
    name, about = title(language)
    values = {
        "title": name,
        "about": about,
        "chapters": chapters,
        "drawings": sorted(drawings),
        "id": uuid.uuid5(uuid.NAMESPACE_URL, f"staff-backend-handbook-{language}"),
        "modified": f"{modified():%Y-%m-%dT%H:%M:%SZ}",
    }
    files = {
        f"OEBPS/{file}": templating.render(f"book_{template}.jinja", site, **values)
        for file, template in _FILES.items()
    }
    files["OEBPS/style.css"] = STYLE.read_text(encoding="utf-8")
    for chapter in chapters:
        files[f"OEBPS/{chapter.id}.xhtml"] = templating.render(
            "book_chapter.jinja", site, title=chapter.title, text=texts[chapter.id]
        )
    files |= {f"OEBPS/{file}": svg for file, svg in drawings.items()}
    container = templating.render("book_container.jinja", site)
    _zip(path, {"META-INF/container.xml": container} | files)


def modified() -> datetime.datetime:
    """Return the time of the commit."""
    return datetime.datetime.fromtimestamp(time_of_build(), datetime.UTC)


def _text(chapter: Chapter, links: Links, drawings: dict[str, str]) -> str:
    """Return a chapter as XHTML, and note its drawings, by the file that each becomes."""

    def draw(svg: str, alt: str) -> str:
        drawn = markup.coloured(svg)
        file = f"figure-{hashlib.sha256(drawn.encode()).hexdigest()[:12]}.svg"
        drawings[file] = drawn
        return f'<img src="{file}" alt="{escape(alt)}"/>'

    return markup.write(chapter.text, draw, functools.partial(_address, links, chapter))


def _address(links: Links, chapter: Chapter, link: str) -> str | None:
    leads = links.lead(chapter, link)
    if leads is None or leads[0] is None:
        return leads and leads[1]
    return f"{leads[0].id}.xhtml" + (f"#{leads[1]}" if leads[1] else "")


def _zip(path: Path, files: dict[str, str]) -> None:
    """Write an archive whose first entry says what it is, as the format asks."""
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(zipfile.ZipInfo("mimetype", ZIP_DATE), "application/epub+zip")
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, text)
