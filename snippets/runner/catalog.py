"""Finds the snippets and reads what each says of itself.

A snippet is a file below snippets/ that lies in no Python package: packages, such as the
services of snippets/projects/, are what snippets import. It begins with its head, which
head.py reads. Sections that a page shows alone stand
between `--8<-- [start:name]` and `--8<-- [end:name]`, each in a comment of its own line.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from snippets.runner.head import SnippetError, read_head

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "snippets"
COMMENTS = {
    ".py": "#", ".sh": "#", ".yml": "#", ".sql": "--", ".go": "//", ".rs": "//",
    ".java": "//",
}  # fmt: skip
_MARKER = re.compile(r"--8<-- \[(start|end):([a-z0-9-]+)\]")


def shown(path: Path) -> str:
    """Return `path` as a message names it: from the top of the repository."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def no_such(name: str, snippets: Iterable["Snippet"]) -> str:
    """Return the message for a name that no snippet has: what was probably meant, or
    else all that the folder holds."""
    names = sorted({s.name for s in snippets})
    near = difflib.get_close_matches(name, names, cutoff=0.8) or _by_stem(name, names)
    if near:
        return f"there is no snippet {name!r}; did you mean {' or '.join(near)}?"
    folder = name.split("/")[0]
    inside = [n for n in names if n.startswith(f"{folder}/")]
    folders = sorted({n.split("/")[0] for n in names})
    return f"there is no snippet {name!r}; there are: {', '.join(inside or folders)}"


def _by_stem(name: str, names: list[str]) -> list[str]:
    stem = Path(name).stem
    stems = {n.split("/")[-1] for n in names}
    near = difflib.get_close_matches(stem, stems, cutoff=0.8)
    meant = [stem] if stem in stems else near
    return [n for n in names if n.split("/")[-1] in meant]


@dataclass(frozen=True)
class Snippet:
    """One program. `name` is its path under snippets/ without the ending; `body` is
    what a reader sees: the file without its head and its section markers; `page` is its
    reason not to run in the page, or ""; `first` names the snippet of SQL that runs before
    it in the same database, or ""; `soak` is how many minutes a run takes that only
    `make soak` repeats, or 0."""

    path: Path
    name: str
    body: str
    sections: dict[str, str] = field(default_factory=dict, hash=False)
    needs: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)
    timeout: int = 60
    memory: int = 2048
    flags: tuple[str, ...] = ()
    page: str = ""
    first: str = ""
    soak: int = 0

    @property
    def language(self) -> str:
        return self.path.suffix[1:]

    @property
    def first_path(self) -> Path | None:
        """The file that runs before this one."""
        top = self.path.parents[self.name.count("/")]
        return top / f"{self.first}.sql" if self.first else None

    @property
    def must_fail(self) -> bool:
        return self.path.stem.endswith("_fails")

    @property
    def recorded(self) -> Path:
        return self.path.with_name(self.path.name + ".out")

    @property
    def recorded_data(self) -> Path:
        return self.path.with_name(self.path.name + ".csv")


def discover(folder: Path = FOLDER) -> list[Snippet]:
    """Return every snippet under `folder`, ordered by path. Raises SnippetError."""
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in COMMENTS
        and path.parent != folder
        and not _in_a_package(path, folder)
    )
    return [read(path, folder) for path in found]


def _in_a_package(path: Path, folder: Path) -> bool:
    within = path.relative_to(folder).parents
    return any((folder / part / "__init__.py").exists() for part in within[:-1])


def read(path: Path, folder: Path = FOLDER) -> Snippet:
    """Read one snippet. Raises SnippetError for a bad head or section marker."""
    sign = COMMENTS[path.suffix]
    lines = path.read_text(encoding="utf-8").splitlines()
    head, rest = read_head(shown(path), lines, sign)
    body, sections = _sections(path, lines, rest, sign)
    name = path.relative_to(folder).with_suffix("").as_posix()
    found = Snippet(path, name, body, sections, **head)
    if found.first and not found.first_path.exists():
        raise SnippetError(f"{shown(path)}:1: with: there is no {shown(found.first_path)}")
    return found


def _sections(
    path: Path, lines: list[str], start: int, sign: str
) -> tuple[str, dict[str, str]]:
    body: list[str] = []
    spans: dict[str, list[str]] = {}
    open_at: dict[str, int] = {}
    for number, line in enumerate(lines[start:], start + 1):
        marker = _MARKER.search(line) if line.strip().startswith(sign) else None
        if marker is None:
            body.append(line)
            for name in open_at:
                spans[name].append(line)
            continue
        edge, name = marker.groups()
        if edge == "start" and name in spans:
            raise SnippetError(f"{shown(path)}:{number}: section {name} starts twice")
        if edge == "end" and name not in open_at:
            raise SnippetError(
                f"{shown(path)}:{number}: section {name} ends but is not open"
            )
        if edge == "start":
            spans[name], open_at[name] = [], number
        else:
            del open_at[name]
    for name, number in open_at.items():
        raise SnippetError(
            f"{shown(path)}:{number}: section {name} never ends; add "
            f"`{sign} --8<-- [end:{name}]` after its last line"
        )
    return _trim(body), {name: _trim(span) for name, span in spans.items()}


def _trim(lines: list[str]) -> str:
    filled = [line for line in lines if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    text = "\n".join(line[margin:] for line in lines).strip("\n")
    return re.sub(r"\n{4,}", "\n\n\n", text)
