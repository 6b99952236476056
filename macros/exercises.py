"""The exercise macro: a question of SQL with an editor, and its answer folded.

The snippet has the sections `answer` and `wrong-1`, `wrong-2`, ...; `given`, what is there
before, and `probe`, a query whose result tells whether the answer holds, where they are
needed. Above each answer it prints a line `-- <section>`, by which its output is cut.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from macros import show, templating
from macros.facts import LEVELS
from macros.site import MacroError, Site
from snippets.runner.catalog import Snippet

_MARK = re.compile(r"^-- (answer|wrong-\d+)\n", re.M)
_REASON = re.compile(r"^\d+\. +", re.M)
_RULE = re.compile(r"^(.+)\n-+(?:\+-+)*$", re.M)


@dataclass(frozen=True)
class Part:
    """Code, what it printed, and for a wrong answer the reason in the page's language."""

    code: str
    output: str
    reason: str = ""


@dataclass(frozen=True)
class Exercise:
    """What the page shows of one; `columns` are those that the answer returns, none where
    a probe looks at what it did."""

    given: Part | None
    answer: Part
    wrong: tuple[Part, ...]
    columns: tuple[str, ...]


def outputs(snippet: Snippet, printed: str) -> dict[str, str]:
    """Return what each section printed; what stands before the first is `given`.

    Raises MacroError where a section printed no mark.
    """
    first, *rest = _MARK.split(printed)
    found = {"given": first, **dict(zip(rest[::2], rest[1::2], strict=True))}
    for name in snippet.sections:
        if name not in found and name not in ("given", "probe"):
            problem = rf"prints no line for its section {name}; add `\echo -- {name}`"
            raise MacroError(f"{snippet.name}: {problem}")
    return {name: text.strip("\n") for name, text in found.items()}


def cut(snippet: Snippet, printed: str, reasons: list[str]) -> Exercise:
    """Return the exercise that `snippet` is. Raises MacroError where a part is missing."""
    sections, said = snippet.sections, outputs(snippet, printed)
    if "answer" not in sections:
        raise MacroError(f"{snippet.name}: an exercise has a section `answer`")
    wrong = sorted(name for name in sections if name.startswith("wrong-"))
    if len(reasons) != len(wrong):
        problem = f"{len(wrong)} sections wrong-n, but {len(reasons)} numbered reasons"
        raise MacroError(f"{snippet.name}: {problem}; write one for each")
    probe = sections.get("probe", "")
    given = Part(sections["given"], said["given"]) if "given" in sections else None
    parts = zip(wrong, reasons, strict=True)
    return Exercise(
        given,
        Part("\n\n".join(filter(None, [sections["answer"], probe])), said["answer"]),
        tuple(Part(sections[name], said[name], why) for name, why in parts),
        () if probe else _columns(said["answer"]),
    )


def _columns(output: str) -> tuple[str, ...]:
    head = _RULE.search(output)
    return tuple(name.strip() for name in head[1].split("|")) if head else ()


def decide(
    site: Site,
    name: str,
    *,
    level: str,
    minutes: int,
    ordered: bool = False,
    caller: Callable[[], str],
) -> dict[str, object]:
    """Return what the template shows; stops the build when the exercise has a fault."""
    listens, *reasons = [t.strip() for t in _REASON.split(caller().strip("\n"))]
    try:
        if level not in LEVELS:
            raise MacroError(f"{name}: level is one of {', '.join(sorted(LEVELS))}")
        snippet = show.siblings(name)[0]
        exercise = cut(snippet, show.recording(snippet).output, reasons)
    except MacroError as error:
        site.fail(error)
    file, first = f"{snippet.name}.sql", f"{snippet.first}.sql" if snippet.first else ""
    facts = {"level": level, "minutes": minutes, "ordered": ordered}
    recording = show.recording(snippet)
    return {
        "exercise": exercise, "listens": listens, "file": file, "first": first, **facts,
        "command": recording.command, "ran_on": recording.ran_on,
    }  # fmt: skip


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the exercise as Markdown."""
    return templating.render("exercise.md.jinja", site, **decided)
