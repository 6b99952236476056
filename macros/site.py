"""What a macro may know of the page it stands on. Only `of_page` and
`current` ask MkDocs."""

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LANGUAGES = ("en", "ja")
T = TypeVar("T")


class MacroError(ValueError):
    """A macro cannot do its work; the message says what would be right."""


@dataclass(frozen=True)
class Site:
    """The page under way: `source` is its path under docs/ and `line` that of the macro
    call; `language` is en or ja; `home` leads from the page to the top of the site."""

    source: str
    line: int
    language: str
    home: str

    @property
    def name(self) -> str:
        """The page's path under docs/, without language and ending."""
        return self.source.removesuffix(".md").removesuffix(".ja")

    @property
    def other(self) -> str:
        """The language that the page is not in."""
        return "en" if self.language == "ja" else "ja"

    def address(self, name: str, language: str) -> str:
        """The address of the page `name` in `language`, from this one."""
        path = f"{name}/" if name != "index" else ""
        return self.home + ("ja/" if language == "ja" else "") + path or "./"

    def fail(self, problem: object) -> NoReturn:
        """Stop the build with the place and the problem, nothing else."""
        raise SystemExit(f"docs/{self.source}:{self.line}: {problem}")

    def guard(self, function: Callable[..., T], *words, **options) -> T:
        """Call `function`; a MacroError from it stops the build with page and line."""
        try:
            return function(*words, **options)
        except MacroError as error:
            self.fail(error)


def of_page(page, line: int = 1) -> Site:
    """Return what may be known of a page of MkDocs."""
    source = page.file.src_uri
    language = "ja" if source.endswith(".ja.md") else "en"
    depth = page.url.strip("./").count("/") + 1 if page.url.strip("./") else 0
    return Site(source, line, language, "../" * depth)


def current(env) -> Site:
    """Return the page that mkdocs-macros renders at this moment."""
    page = env.page
    return of_page(page, _line(DOCS / page.file.src_uri, page.markdown))


def _line(path: Path, markdown: str) -> int:
    """The line of the macro call that is on the stack, counted with the front matter."""
    frame = sys._getframe()
    while frame and frame.f_code.co_filename != "<template>":
        frame = frame.f_back
    if frame is None:
        return 1
    template = frame.f_globals.get("__jinja_template__")
    inside = template.get_corresponding_lineno(frame.f_lineno) if template else 1
    return inside + _above(path, markdown)


@functools.lru_cache(1)  # one page has a hundred calls
def _above(path: Path, markdown: str) -> int:
    """Return how many lines stand above the text of a page."""
    lines = path.read_text(encoding="utf-8").count("\n")
    return max(lines - markdown.count("\n"), 0)
