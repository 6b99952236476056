"""Reads data files and pages, and checks them against closed schemas."""

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from macros.site import DOCS, LANGUAGES, ROOT, MacroError
from snippets.runner.catalog import shown

DATA = Path(__file__).parent / "data"
_HEADING = re.compile(r"^(#{1,6}) (.+?)(?: \{ #([a-z0-9-]+)( \.behind)? \})? *$", re.M)
_SNIPPET = re.compile(r'(?:snippet|exercise|plot|flame|recorded)\(\s*"([^"]+)"')
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_FENCE = re.compile(r"^( *)(`{3,}|~{3,}).*?^\1\2`*~* *$", re.M | re.S)


@dataclass(frozen=True)
class Row:
    """One claim of the source material: a section that must exist on `page`."""

    page: str
    id: str
    en: str
    ja: str
    proof: str
    on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it. `own` is its text up to the next heading of
    any level; `snippets` are those up to the next of its own level; `behind` says that
    this language of it has still to be written."""

    level: int
    title: str
    id: str | None
    line: int
    snippets: tuple[str, ...]
    own: str
    behind: bool


@dataclass(frozen=True)
class Page:
    """A source file under docs/. `name` has neither language nor ending."""

    path: Path
    name: str
    language: str
    front: dict
    text: str
    sections: tuple[Section, ...]

    @property
    def shown(self) -> str:
        """The path as a message names it."""
        return shown(self.path)


class _Yaml12(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML as contributors expect it: `on` and `yes` are words, not booleans."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf")
)


def read_yaml(path: Path) -> object:
    """Parse a YAML file. Raises MacroError with path and line when it is not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Yaml12)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day that does not exist
        raise MacroError(f"{shown(path)}: not YAML: {error}") from None


def only_keys(where: str, given: dict, required: set[str], optional: set[str]) -> None:
    """Raise MacroError unless `given` has all required keys and no unknown one."""
    known = ", ".join(sorted(required | optional))
    for key in sorted(set(given) - required - optional):
        raise MacroError(f"{where}: unknown key {key!r}; known are {known}")
    for key in sorted(required - set(given)):
        raise MacroError(f"{where}: {key!r} is missing; needed are {known}")


@functools.cache
def coverage(path: Path = DATA / "coverage.yaml") -> tuple[Row, ...]:
    """Return every row of the coverage list in its order."""
    rows = []
    for page, entries in read_yaml(path).items():
        for entry in entries:
            where = f"{shown(path)}: {page}: {entry.get('id')}"
            only_keys(where, entry, {"id", "en", "ja", "proof"}, {"on"})
            if entry["proof"] not in ("run", "read"):
                raise MacroError(f"{where}: proof must be run or read")
            rows.append(Row(page, **{**entry, "on": tuple(entry.get("on", ()))}))
    return tuple(rows)


@functools.cache
def words(language: str) -> dict[str, str]:
    """Return the reader-facing words of templates in one language."""
    path = DATA / "words.yaml"
    entries = read_yaml(path)
    for key, entry in entries.items():
        only_keys(f"{shown(path)}: {key}", entry, set(LANGUAGES), set())
    return {key: entry[language] for key, entry in entries.items()}


def nav_order(path: Path = ROOT / "mkdocs.yml") -> list[str]:
    """Return the paths under docs/ that the nav of mkdocs.yml names, in its order."""
    text = re.sub(r"(^|\s)#.*", "", path.read_text(encoding="utf-8"), flags=re.M)
    below = re.search(r"^nav:\n((?:[ -].*\n|\n)*)", text, re.M)
    return re.findall(r"[^\s:'\"]+\.md", below[1]) if below else []


def nav(path: Path = ROOT / "mkdocs.yml") -> set[str]:
    """Return the paths under docs/ that the nav of mkdocs.yml names."""
    return set(nav_order(path))


def pages(folder: Path = DOCS) -> list[Page]:
    """Return every page under docs/, ordered by path."""
    return [page(path) for path in sorted(folder.rglob("*.md"))]


def page(path: Path) -> Page:
    """Read one page. Raises MacroError, with the line, when it is not UTF-8, holds
    decomposed characters, or its front matter is not YAML."""
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise MacroError(f"{shown(path)}:{line}: not UTF-8; save it as UTF-8") from None
    composed = unicodedata.is_normalized("NFC", text)
    for line, words in enumerate([] if composed else text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", words):
            problem = "decomposed characters (NFD); save it as composed ones (NFC)"
            raise MacroError(f"{shown(path)}:{line}: {problem}")
    return parse(path, text)


@functools.lru_cache(256)  # a build asks for each page some thirty times
def parse(path: Path, text: str) -> Page:
    """Return the page that `text` is at `path`. Raises MacroError for front matter that
    is not YAML."""
    match = _FRONT.match(text)
    try:
        front = yaml.load(match[1], _Yaml12) if match else {}
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise MacroError(f"{shown(path)}:{line}: not YAML: {error.problem}") from None
    language = "ja" if path.name.endswith(".ja.md") else "en"
    base = DOCS if path.is_relative_to(DOCS) else path.parent
    name = path.relative_to(base).as_posix().removesuffix(".md").removesuffix(".ja")
    return Page(path, name, language, front or {}, text, tuple(_sections(text)))


def without_fences(text: str) -> str:
    """Return `text` with the content of code fences blanked, its lines kept."""
    return _FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), text)


def _sections(text: str) -> Iterator[Section]:
    bare, lines = without_fences(text), text.split("\n")
    headings = list(_HEADING.finditer(bare))
    starts = [bare.count("\n", 0, h.start()) for h in headings] + [len(lines)]
    for n, heading in enumerate(headings):
        level = len(heading[1])
        after = (h for h in headings[n + 1 :] if len(h[1]) <= level)
        end = next((h.start() for h in after), len(bare))
        used = tuple(dict.fromkeys(_SNIPPET.findall(bare[heading.end() : end])))
        own = "\n".join(lines[starts[n] : starts[n + 1]])
        yield Section(
            level, heading[2], heading[3], starts[n] + 1, used, own, bool(heading[4])
        )
