"""Prints the chapters of a language as one PDF with Chromium: contents, an outline, tags
for screen readers, links that lead from page to page, and its fonts inside."""

import functools
import re
from pathlib import Path

from macros import templating
from macros.books import epub, fonts, markup
from macros.books.chapters import Chapter, Links
from macros.site import MacroError, Site
from snippets.services import chromium

_MINUTES = 15


def page(language: str, chapters: list[Chapter], home: str | None) -> str:
    """Return all chapters as one page of HTML, which is what is printed."""
    links = Links(chapters, language, home)
    name, about = epub.title(language)
    texts = {
        one.id: markup.write(
            one.text, _draw, functools.partial(_address, links, one), f"{one.id}--"
        )
        for one in chapters
    }
    values = {"title": name, "about": about, "chapters": chapters, "texts": texts}
    heads = {one.id: quoted(one.title) for one in chapters}
    return templating.render(
        "book_print.jinja",
        Site("index.md", 1, language, home or ""),
        style=epub.STYLE.read_text(encoding="utf-8"),
        modified=f"{epub.modified():%Y-%m-%d}",
        heads=heads,
        **values,
    )


def quoted(title: str) -> str:
    """Return `title` as a string of CSS; no sign in it ends that or its element."""
    return '"' + re.sub(r'["\\<\n]', lambda sign: f"\\{ord(sign[0]):x} ", title) + '"'


def _draw(svg: str, alt: str) -> str:
    return markup.coloured(svg)


def _address(links: Links, chapter: Chapter, link: str) -> str | None:
    leads = links.lead(chapter, link)
    if leads is None or leads[0] is None:
        return leads and leads[1]
    return f"#{leads[0].id}" + (f"--{leads[1]}" if leads[1] else "")


def write(path: Path, language: str, chapters: list[Chapter], home: str | None) -> None:
    """Print the book to `path`. Raises MacroError where a font, a Chromium or what drives
    it is missing."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise MacroError("playwright is not installed: WITH=browser installs it") from None
    source = path.with_suffix(".html")
    source.write_text(page(language, chapters, home), encoding="utf-8")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.shell(),
                args=chromium.flags(),
                env=fonts.environment(),
            )
            tab = browser.new_page()
            tab.set_default_timeout(_MINUTES * 60_000)
            tab.goto(source.as_uri())
            tab.pdf(
                path=path, outline=True, tagged=True, print_background=True,
                prefer_css_page_size=True,
            )  # fmt: skip
            browser.close()
    except Error as error:
        raise MacroError(f"Chromium could not print {path.name}: {error}") from None
    finally:
        source.unlink()
