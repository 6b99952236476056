"""The snippet macro: code, recorded output, and the command that runs it."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from macros import excerpts, templating
from macros.run import eligible
from macros.run.eligible import Place
from macros.site import MacroError, Site
from snippets.runner import record
from snippets.runner.catalog import Snippet, SnippetError, discover, no_such

_LANGUAGES = {
    "py": ("python", "Python"), "sql": ("sql", "SQL"), "sh": ("bash", "Shell"),
    "go": ("go", "Go"), "rs": ("rust", "Rust"), "java": ("java", "Java"),
    "yml": ("yaml", "YAML"),
}  # fmt: skip
_TABS = ("py", "go", "java", "rs", "sql", "sh", "yml")


@dataclass(frozen=True)
class Shown:
    """One file of a snippet as the page shows it; `output` or `code` is None where the
    page asked for the other alone. `fence` is longer than any run of backticks inside;
    `place` says whether it runs in the page, for `seconds` at most, after the file `first`."""

    label: str
    lexer: str
    code: str | None
    output: str | None
    command: str
    ran_on: str
    file: str
    fence: str
    place: Place
    seconds: int
    first: str


@functools.cache
def every() -> tuple[Snippet, ...]:
    """Return all snippets. Raises MacroError for one that cannot be read."""
    try:
        return tuple(discover())
    except SnippetError as error:
        raise MacroError(error) from None


@functools.cache
def _by_name() -> dict[str, list[Snippet]]:
    """Return the snippets under their stem and under their file's name, in tab order."""
    found: dict[str, list[Snippet]] = {}
    for snippet in sorted(every(), key=lambda s: _TABS.index(s.language)):
        for name in (snippet.name, snippet.name + snippet.path.suffix):
            found.setdefault(name, []).append(snippet)
    return found


def read_anew(path: Path | None = None) -> None:
    """Forget what was read of snippets/, so that the next call sees the files of now; of a
    `path` that holds what a run recorded, only such."""
    recorded = path and path.suffix in (".out", ".csv")
    for read in (recording,) if recorded else (recording, every, _by_name):
        read.cache_clear()


def siblings(name: str) -> list[Snippet]:
    """Return the files that share the stem `name`. Raises MacroError with near names."""
    if name not in _by_name():
        raise MacroError(no_such(name, every()))
    return _by_name()[name]


def value(name: str, label: str) -> str:
    """Return what stands behind `label:` in the recorded output of the snippet `name`.

    Raises MacroError unless exactly one line of the output has that label.
    """
    output = recording(siblings(name)[0]).output
    lines = re.findall(rf"^\s*{re.escape(label)}\s*:\s*(\S.*)$", output, re.M)
    if len(lines) != 1:
        labels = ", ".join(re.findall(r"^\s*([^:\n]+?)\s*:\s*\S", output, re.M))
        raise MacroError(
            f"{name}: {len(lines)} lines of its recorded output are labelled "
            f"{label!r}; the labels are: {labels or 'none'}"
        )
    return lines[0].strip()


def data(name: str) -> str:
    """Return the CSV that the snippet `name` recorded for a plot. Raises MacroError."""
    first = siblings(name)[0]
    found = recording(first).data
    if not found:
        raise MacroError(
            f"{name}: it recorded no data; write CSV to the file $PLOT_DATA"
        )
    return found


def decide(
    site: Site,
    name: str,
    *,
    title: str,
    section: str | None = None,
    code: bool = True,
    output: bool = True,
    caller: Callable[[], str] | None = None,
) -> dict[str, object]:
    """Return what the template shows; stops the build when the snippet has a fault."""
    try:
        files = [_shown(s, section, code, output) for s in siblings(name)]
        notes = excerpts.notes(name, [f.code or "" for f in files], caller)
    except MacroError as error:
        site.fail(error)
    return {"title": title, "files": files, "notes": notes}


def render(site: Site, shown: dict[str, object]) -> str:
    """Return the Markdown of the snippet."""
    return templating.render("snippet.md.jinja", site, **shown)


def _shown(s: Snippet, section: str | None, code: bool, output: bool) -> Shown:
    part = excerpts.cut(s, section)
    lexer, label = _LANGUAGES[s.language]
    text = part if code else None
    run = recording(s)
    result = run.output.rstrip("\n") if output else None
    longest = max(map(len, re.findall(r"`+", f"{text}{result}")), default=0)
    return Shown(
        label=label,
        lexer=lexer,
        code=text,
        output=result,
        command=run.command,
        ran_on=run.ran_on,
        file=f"{s.name}{s.path.suffix}",
        fence="`" * max(3, longest + 1),
        place=eligible.decide(s),
        seconds=s.timeout,
        first=f"{s.first}.sql" if s.first else "",
    )


@functools.cache
def recording(s: Snippet) -> record.Recording:
    """Return the recorded run of a snippet. Raises MacroError where there is none."""
    try:
        return record.load(s)
    except record.NotRecorded as error:
        raise MacroError(error) from None
