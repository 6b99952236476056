"""Renders a saved page alone, within the site that `make serve` has built whole.

Alone suffices where words changed below the headings of a page, or a snippet or a recorded
output that pages show. Anything else, such as a page that is new, a heading, front matter,
a macro or a data file, may change other pages and is built whole. Lists made of all pages
(the search, the evidence, the question bank) are those of the last whole build.
"""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands import build
from mkdocs.exceptions import Abort

from macros import checks, facts, load, show
from macros.site import DOCS, ROOT, MacroError

WATCHED = ("docs", "snippets", "macros")
_log = logging.getLogger("mkdocs.hooks.preview")


@dataclass
class Built:
    """What MkDocs made of one language: its configuration, files, navigation and templates."""

    config: object
    files: object
    nav: object
    env: object = None


class Preview:
    """What the last whole build left, and which saved pages wait to be rendered."""

    def __init__(self) -> None:
        self.built: dict[str, Built] = {}
        self.seen: dict[Path, int] = {}
        self.outlines: dict[Path, object] = {}
        self.waiting: set[Path] = set()

    def update(self, whole: Callable[[], None]) -> None:
        """Render what was saved since the last call, or call `whole`, which builds all.

        Raises Abort, with the place and the problem, where a page cannot be rendered; it is
        tried again at the next call.
        """
        before, self.seen = self.seen, dict(_files())
        changed = {path for path, _ in before.items() ^ self.seen.items()}
        stayed = changed <= before.keys() & self.seen.keys()
        try:
            alone = self._alone(changed) if stayed and self.outlines else None
        except MacroError as problem:
            self.seen = before
            raise Abort(str(problem)) from None
        if alone is None:
            self._whole(whole)
            return
        self.waiting |= alone
        for path in sorted(self.waiting):
            self._render(load.page(path))
            self.waiting.discard(path)

    def remember(self) -> None:
        """Take what is on the disk as what was built."""
        self.seen = dict(_files())
        self.outlines = {page.path: _outline(page) for page in load.pages()}

    def _whole(self, build_all: Callable[[], None]) -> None:
        """Build all; while that fails, nothing is rendered alone."""
        self.outlines, self.waiting = {}, set()
        outlines = {page.path: _outline(page) for page in load.pages()}
        build_all()
        self.outlines = outlines

    def _alone(self, changed: set[Path]) -> set[Path] | None:
        """Return the pages to render for `changed` files, or None where all must be."""
        found: set[Path] = set()
        for path in changed:
            if path.suffix == ".md" and path.is_relative_to(DOCS):
                pages = {path} if _outline(load.page(path)) == self.outlines.get(path) else set()
            else:
                pages = set(_showing(path))
                show.read_anew(path)
            if not pages:
                return None
            found |= pages
        return found

    def _render(self, page: load.Page) -> None:
        made = self.built[page.language]
        languages, macros = (made.config.plugins[name] for name in ("i18n", "macros"))
        languages.current_language = page.language
        languages.reconfigure_mkdocs_config(made.config)
        try:
            facts.check(page)
            file = made.files.get_file_from_path(page.path.relative_to(DOCS).as_posix())
            documents = made.files.documentation_pages()
            build._populate_page(file.page, made.config, made.files)
            build._build_page(file.page, made.config, documents, made.nav, made.env)
        except (MacroError, SystemExit) as problem:
            raise Abort(_why(page, set(macros.macros)) or str(problem)) from None
        level = made.config.validation.links.anchors
        file.page.validate_anchor_links(files=made.files, log_level=level)
        _log.info("%s alone; search and lists are those of the last whole build", page.shown)


def _why(page: load.Page, macros: set[str]) -> str:
    """Return what is wrong with the macro calls of a page; "" where nothing is."""
    try:
        checks.check_calls(page, macros)
    except MacroError as problem:
        return str(problem)
    return ""


def _files() -> Iterator[tuple[Path, int]]:
    """Yield the files that a site is built from, each with when it was saved."""
    for name in WATCHED:
        for folder, below, files in os.walk(ROOT / name):
            below[:] = [name for name in below if name != "__pycache__"]
            for file in files:
                path = Path(folder, file)
                yield path, path.stat().st_mtime_ns
    yield ROOT / "mkdocs.yml", (ROOT / "mkdocs.yml").stat().st_mtime_ns


def _outline(page: load.Page) -> object:
    """Return what other pages may read of a page."""
    return page.front, [(s.level, s.title, s.id, s.behind) for s in page.sections]


def _showing(path: Path) -> Iterator[Path]:
    """Yield the pages that name the snippet of a file in a macro call."""
    if path.is_relative_to(ROOT / "snippets"):
        stem = path.relative_to(ROOT / "snippets").with_name(path.name.split(".")[0])
        named = tuple(f'"{stem.as_posix()}{end}' for end in ('"', "."))
        yield from (p.path for p in load.pages() if any(name in p.text for name in named))
