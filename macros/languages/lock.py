"""Keeps the two languages of each section together.

macros/data/pairs.txt holds, for each section, a hash of its English and of its Japanese as
they were when somebody last compared them. A side that has changed since is named.
"""

import difflib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from macros import load
from macros.languages.pairs import LANGUAGE, Pair, digest, mismatches, text
from macros.load import DATA, Page, Section
from macros.site import LANGUAGES, MacroError
from snippets.runner.catalog import shown

LOCK = DATA / "pairs.txt"
HEAD = (
    "# section, hash of its English, hash of its Japanese, when last compared.\n"
    "# Written by: make accept SECTION=page#id\n"
)
OLDER = 40  # commits of a page that are searched for the compared text
_SENTENCE = re.compile(r"(?<=[。?!])|(?<=[.:;?!]) |\n")


def read_lock(path: Path = LOCK) -> dict[str, tuple[int, str, str]]:
    """Return section -> (line, English hash, Japanese hash). Raises MacroError with path
    and line for a line that is no entry, or that names a section again."""
    entries = {}
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        parts = line.split()
        if len(parts) != 3 or parts[0] in entries:
            problem = "twice" if parts and parts[0] in entries else "not three words"
            raise MacroError(
                f"{shown(path)}:{number}: {line!r}: {problem}; `make accept` writes it"
            )
        entries[parts[0]] = (number, parts[1], parts[2])
    return entries


def drift(pairs: list[Pair], path: Path = LOCK) -> Iterator[str]:
    """Yield a message for each section that has changed since it was last compared, that
    never was, or that the lock lists although there is none."""
    lock = read_lock(path)
    for pair in pairs:
        if pair.behind or pair.unwritten:
            continue
        if pair.name not in lock:
            yield (
                f"{pair.where(0)}: {pair.name}: never compared with {pair.where(1)}; "
                f"read both, then: {command(pair.name)}"
            )
        elif pair.hashes != lock[pair.name][1:]:
            yield _changed(pair, lock[pair.name][1:])
    names = {pair.name for pair in pairs}
    for name, (line, *_) in lock.items():
        if name not in names:
            yield (
                f"{shown(path)}:{line}: {name}: no such section in both languages; "
                f"take the line out with: {command(name)}"
            )


def command(name: str) -> str:
    """The command that accepts one section."""
    return f"make accept SECTION={name}"


def _changed(pair: Pair, compared: tuple[str, str]) -> str:
    sides = [n for n in (0, 1) if pair.hashes[n] != compared[n]]
    who = " and ".join(LANGUAGE[LANGUAGES[n]] for n in sides)
    lines = [f"{pair.where(sides[0])}: {pair.name}: {who} changed since last compared"]
    for side in sides:
        page, section = pair.pages[side], pair.sections[side]
        old = _compared_text(page, section, compared[side])
        new = text(page, section)
        lines += [f"    {line}" for line in _difference(old, new)]
    other = 1 - sides[0]
    lines.append(f"  Compare with {pair.where(other)}, then: {command(pair.name)}")
    return "\n".join(lines)


def _difference(old: str | None, new: str) -> Iterator[str]:
    """The sentences that went and came."""
    if old is None:
        yield "(the text that was compared is not in the history of this file)"
        return
    before, after = (list(filter(None, _SENTENCE.split(t))) for t in (old, new))
    for line in difflib.unified_diff(before, after, n=0, lineterm=""):
        if line[0] in "+-" and line[:3] not in ("+++", "---"):
            yield line


def _compared_text(page: Page, section: Section, wanted: str) -> str | None:
    """The text of a section as it was when it had the hash `wanted`, from git."""
    path = page.path
    revisions = _git(path, "log", f"-{OLDER}", "--format=%H", "--", path.name)
    for revision in revisions.split():
        source = _git(path, "show", f"{revision}:./{path.name}")
        old = load.parse(path, source)
        for s in old.sections:
            same = s.id == section.id and (s.id or s is old.sections[0])
            if same and digest(text(old, s)) == wanted:
                return text(old, s)
    return None


def _git(path: Path, *words: str) -> str:
    command = ["git", "-C", str(path.parent), *words]
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout
    except OSError:
        return ""


def accept(name: str, pairs: list[Pair], path: Path = LOCK) -> str:
    """Write down that the two languages of `name` say the same, and return what was done.

    Raises MacroError when there is no such section, or when the two differ in what can be
    compared without reading."""
    lock = {section: entry[1:] for section, entry in read_lock(path).items()}
    pair = next((p for p in pairs if p.name == name), None)
    if pair and pair.behind:
        raise MacroError(f"{name}: one language is marked .behind; write it first")
    if pair and pair.unwritten:
        raise MacroError(f"{name}: a mark WRITE: is left there; write it first")
    if pair is None and name not in lock:
        close = difflib.get_close_matches(name, [p.name for p in pairs], 1)
        hint = f"; did you mean {close[0]}?" if close else "; it is page#id"
        raise MacroError(f"no section {name!r} in both languages{hint}")
    if pair is None:
        del lock[name]
    else:
        if problems := list(mismatches(pair)):
            raise MacroError("\n".join(problems))
        lock[name] = pair.hashes
    order = [p.name for p in pairs]
    known = sorted(lock, key=lambda n: order.index(n) if n in order else len(order))
    lines = (f"{n} {lock[n][0]} {lock[n][1]}\n" for n in known)
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return f"{name}: accepted" if pair else f"{name}: taken out"
