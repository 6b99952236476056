"""What a page must be, as functions from pages to a list of problems.

Each problem begins with the path and line and ends with the remedy.
"""

import re
from collections.abc import Iterable

from macros.load import Page, Row, without_fences
from snippets.runner.catalog import Snippet

ANATOMY = (
    "numbers",
    "trade-offs",
    "when-it-breaks",
    "questions",
    "practice",
    "sources",
)
LEVELS = ("mid", "senior", "staff")
FENCE_LINES = 4
_CALL = re.compile(
    r"\{\{\s*(?:snippet|plot|recorded|published)\(.*?\)\s*\}\}|\{% call .*?%\}", re.S
)
_NAMED = re.compile(r'(snippet|plot|recorded|published)\(\s*"([^"]+)"')
_SECTION = re.compile(r'section="([^"]+)"')
_FENCE = re.compile(r"^( *)(`{3,})([^\n]*)\n(.*?)^\1\2 *$", re.M | re.S)
_SYSTEMS = {"redis": "valkey", "python": "py", "rust": "rs"}


def pairs(pages: Iterable[Page]) -> list[str]:
    """Every page stands there in both languages."""
    there = {(page.name, page.language): page for page in pages}
    problems = []
    for (name, language), page in there.items():
        other = "ja" if language == "en" else "en"
        if (name, other) not in there:
            ending = ".ja.md" if other == "ja" else ".md"
            problems.append(
                f"{page.shown}: its other language is missing; add docs/{name}{ending}"
            )
    return problems


def headings(english: Page, japanese: Page) -> list[str]:
    """Every heading has an id of its own, and both languages have the same ones."""
    problems = []
    for page in (english, japanese):
        seen = set()
        for s in page.sections[1:]:
            if s.id is None:
                problems.append(
                    f"{page.shown}:{s.line}: heading {s.title!r} has no id; end the line with {{ #its-id }}"
                )
            elif s.id in seen:
                problems.append(
                    f"{page.shown}:{s.line}: the id {s.id!r} stands twice; choose another"
                )
            seen.add(s.id)
    here = [(s.level, s.id) for s in english.sections[1:]]
    there = [(s.level, s.id) for s in japanese.sections[1:]]
    for page, own, others in ((english, here, there), (japanese, there, here)):
        for level, id_ in others:
            if (level, id_) not in own:
                problems.append(
                    f"{page.shown}: no heading {'#' * level} {{ #{id_} }}, which the other language has; add it"
                )
    if not problems and here != there:
        problems.append(
            f"{japanese.shown}: the headings stand in another order than in {english.shown}"
        )
    return problems


def calls(page: Page) -> list[tuple[str, str, str | None]]:
    """Return (macro, name, section) of each macro call of a page, in order."""
    found = []
    for call in _CALL.findall(page.text):
        named = _NAMED.search(call)
        section = _SECTION.search(call)
        if named:
            found.append((named[1], named[2], section[1] if section else None))
    return found


def same_evidence(english: Page, japanese: Page) -> list[str]:
    """Both languages show the same snippets, values, plots and published results."""
    here, there = set(calls(english)), set(calls(japanese))
    problems = []
    for page, missing in ((japanese, here - there), (english, there - here)):
        for macro, name, section in sorted(missing, key=str):
            part = f', section="{section}"' if section else ""
            problems.append(
                f'{page.shown}: does not call {macro}("{name}"{part}), which the other language does; add it'
            )
    return problems


def covered(
    page: Page, rows: Iterable[Row], snippets: dict[str, list[Snippet]]
) -> list[str]:
    """Every row of the coverage list is a section, and what can run is run on the real
    system. `snippets` maps a name to its files."""
    problems = []
    sections = {s.id: s for s in page.sections}
    for row in rows:
        section = sections.get(row.id)
        if section is None:
            problems.append(
                f"{page.shown}: no section {{ #{row.id} }}; the coverage list asks for {row.en!r}"
            )
            continue
        if row.proof != "run":
            continue
        used = [s for name in section.snippets for s in snippets.get(name, [])]
        if not used:
            problems.append(
                f"{page.shown}:{section.line}: {row.id}: shows no snippet; its proof is a run"
            )
        needed = {_SYSTEMS.get(system, system) for system in row.on}
        met = {system for s in used for system in s.needs} | {s.language for s in used}
        for system in sorted(needed - met):
            problems.append(
                f"{page.shown}:{section.line}: {row.id}: no snippet of it runs on {system}"
            )
    return problems


def anatomy(page: Page) -> list[str]:
    """A topic page has all its parts, and two questions for each level."""
    ids = {s.id for s in page.sections}
    problems = [
        f"{page.shown}: no section {{ #{part} }}; every topic page has one"
        for part in ANATOMY
        if part not in ids
    ]
    text = without_fences(page.text)
    for level in LEVELS:
        block = re.search(
            rf"\{{ #questions-{level} \}}\n(.*?)(?=^#|\Z)", text, re.M | re.S
        )
        count = (
            len(re.findall(r'^\?\?\? question ".+"', block[1], re.M)) if block else 0
        )
        if count < 2:
            problems.append(
                f"{page.shown}: {count} questions under {{ #questions-{level} }}; at least two are needed"
            )
    return problems


def short_fences(page: Page) -> list[str]:
    """A page retypes nothing that a snippet could hold."""
    problems = []
    for fence in _FENCE.finditer(page.text):
        lines = fence[4].count("\n")
        if ".mermaid" not in fence[3] and lines > FENCE_LINES:
            line = page.text.count("\n", 0, fence.start()) + 1
            problems.append(
                f"{page.shown}:{line}: a fence of {lines} lines; make it a snippet, or at most {FENCE_LINES} lines"
            )
    return problems


def used_in_both(snippets: Iterable[Snippet], pages: Iterable[Page]) -> list[str]:
    """Every snippet is shown in both languages, and so is its recorded output."""
    shown: dict[str, set[str]] = {"en": set(), "ja": set()}
    for page in pages:
        for call in _CALL.findall(page.text):
            named = _NAMED.search(call)
            if named and named[1] == "snippet" and "output=False" not in call:
                shown[page.language].add(named[2])
    problems = []
    for s in snippets:
        for language, names in shown.items():
            if s.name not in names and f"{s.name}{s.path.suffix}" not in names:
                problems.append(
                    f'snippets/{s.name}{s.path.suffix}: no {language} page shows it with its output; add {{{{ snippet("{s.name}", title="...") }}}} or remove it'
                )
    return problems
