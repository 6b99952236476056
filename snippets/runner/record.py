"""Recorded output: what a snippet printed when somebody last looked at it.

    $ make run SNIPPET=caching/stampede
    # Valkey 9.1.2, Python 3.11.7

    what it printed

The number behind `≈` is a measurement and free; all else must be the same.
"""

import csv
import difflib
import io
import re
from dataclasses import dataclass

from snippets.runner.catalog import Snippet, shown

_MEASURED = re.compile(r"[ \t]*≈[ \t]*[-+]?[\d,_]*\.?\d+(e[-+]?\d+)?")
_SIGN = "≈"


@dataclass(frozen=True)
class Result:
    """output: what the snippet printed, errors included; data: the CSV that it wrote for
    a plot, or ""; status: its exit code; ran_on: systems and toolchain with versions."""

    output: str
    data: str
    status: int
    ran_on: str


@dataclass(frozen=True)
class Recording:
    """A recorded run: the command line, the systems it ran on, and its output."""

    command: str
    ran_on: str
    output: str
    data: str


class NotRecorded(LookupError):
    """There is no recorded output, or it is not in the recorded form."""


def target(snippet: Snippet) -> str:
    """Return the SNIPPET= that names this file, with its ending only where siblings in
    other languages share the stem."""
    siblings = snippet.path.parent.glob(f"{snippet.path.stem}.*")
    alone = sum(p.suffix not in {".out", ".csv"} for p in siblings) == 1
    return snippet.name if alone else f"{snippet.name}{snippet.path.suffix}"


def load(snippet: Snippet) -> Recording:
    """Read the recorded run of `snippet`. Raises NotRecorded."""
    remedy = f"run `make record SNIPPET={target(snippet)}`"
    if not snippet.recorded.exists():
        raise NotRecorded(f"{shown(snippet.recorded)} is missing: {remedy}")
    lines = snippet.recorded.read_text(encoding="utf-8").split("\n", 3)
    if len(lines) < 4 or not lines[0].startswith("$ ") or not lines[1].startswith("# "):
        raise NotRecorded(f"{shown(snippet.recorded)} has no head: {remedy}")
    data = snippet.recorded_data
    series = data.read_text(encoding="utf-8") if data.exists() else ""
    return Recording(lines[0][2:], lines[1][2:], lines[3], series)


def save(snippet: Snippet, result: Result) -> None:
    """Write the recorded output beside the snippet, and its data where it made some."""
    head = f"$ make run SNIPPET={target(snippet)}\n# {result.ran_on}\n\n"
    snippet.recorded.write_text(head + result.output, encoding="utf-8")
    if result.data:
        snippet.recorded_data.write_text(result.data, encoding="utf-8")
    else:
        snippet.recorded_data.unlink(missing_ok=True)


def difference(recording: Recording, result: Result) -> str:
    """Return a diff of what was recorded and what was printed now, "" where only
    measurements differ."""
    pairs = [(recording.output, result.output, comparable)]
    pairs.append((recording.data, result.data, comparable_data))
    return "".join(_diff(old, new) for old, new, as_text in pairs
                   if as_text(old) != as_text(new))  # fmt: skip


def comparable(text: str) -> str:
    """Return `text` with each number behind `≈`, and the blanks before it, taken out."""
    return _MEASURED.sub(f" {_SIGN}#", text)


def comparable_data(text: str) -> str:
    """Return CSV `text` with the columns whose name starts with `≈` taken out."""
    rows = list(csv.reader(io.StringIO(text)))
    if not rows:
        return ""
    free = {i for i, name in enumerate(rows[0]) if name.startswith(_SIGN)}
    exact = [
        rows[0],
        *([c for i, c in enumerate(r) if i not in free] for r in rows[1:]),
    ]
    return "\n".join(",".join(row) for row in exact)


def _diff(old: str, new: str) -> str:
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), "recorded", "now"
    )
    return "".join(lines)
