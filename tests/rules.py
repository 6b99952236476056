"""What a page must be, as functions from pages to problems.

Each problem begins with the path and line and ends with the remedy.
"""

import re
from collections.abc import Iterable, Iterator

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
OF_A_PROJECT = (
    "why",
    "design-document",
    "data-model",
    "how-it-fails",
    "how-it-was-tested",
    "in-an-interview",
    "extend",
    "questions",
    "sources",
)
LEVELS = ("mid", "senior", "staff")
FENCE_LINES = 4
_CALL = re.compile(
    r"\{\{\s*(?:snippet|source|plot|recorded|published)\(.*?\)\s*\}\}|\{% call .*?%\}", re.S
)
_NAMED = re.compile(r'(snippet|source|exercise|plot|recorded|published)\(\s*"([^"]+)"')
_SECTION = re.compile(r'section="([^"]+)"')
_QUESTION = re.compile(r'^\?\?\? question ".+"', re.M)
_FENCE = re.compile(r"^( *)(`{3,})([^\n]*)\n(.*?)^\1\2 *$", re.M | re.S)
_SYSTEMS = {"redis": "valkey", "python": "py", "rust": "rs"}


def headings(english: Page, japanese: Page) -> Iterator[str]:
    """Every heading has an id of its own, and both languages have the same ones."""
    for page in (english, japanese):
        yield from _ids(page)
    here = [(s.level, s.id) for s in english.sections[1:]]
    there = [(s.level, s.id) for s in japanese.sections[1:]]
    for page, own, others in ((english, here, there), (japanese, there, here)):
        for level, id_ in others:
            if (level, id_) not in own:
                heading = f"{'#' * level} {{ #{id_} }}"
                yield (
                    f"{page.shown}: no heading {heading}, which the other language has; "
                    "add it"
                )
    if sorted(here, key=str) == sorted(there, key=str) and here != there:
        yield f"{japanese.shown}: its headings are ordered unlike {english.shown}"


def _ids(page: Page) -> Iterator[str]:
    seen = set()
    for s in page.sections[1:]:
        where = f"{page.shown}:{s.line}"
        if s.id is None:
            yield f"{where}: heading {s.title!r} has no id; end it with {{ #its-id }}"
        elif s.id in seen:
            yield f"{where}: the id {s.id!r} stands twice; choose another"
        seen.add(s.id)


def calls(page: Page) -> list[tuple[str, str, str | None]]:
    """Return (macro, name, section) of each macro call of a page, in order."""
    found = []
    for call in _CALL.findall(page.text):
        named = _NAMED.search(call)
        section = _SECTION.search(call)
        if named:
            found.append((named[1], named[2], section[1] if section else None))
    return found


def same_evidence(english: Page, japanese: Page) -> Iterator[str]:
    """Both languages show the same snippets, values, plots and published results."""
    here, there = set(calls(english)), set(calls(japanese))
    for page, missing in ((japanese, here - there), (english, there - here)):
        for macro, name, section in sorted(missing, key=str):
            part = f', section="{section}"' if section else ""
            yield (
                f'{page.shown}: does not call {macro}("{name}"{part}), which the other '
                "language does; add it"
            )


def covered(
    page: Page, rows: Iterable[Row], snippets: dict[str, list[Snippet]]
) -> Iterator[str]:
    """Every row of the coverage list is a section, and what can run is run on the real
    system. `snippets` maps a name to its files. The one row of a page is proven anywhere
    on it."""
    rows = list(rows)
    sections = {s.id: s for s in page.sections}
    for row in rows:
        section = sections.get(row.id)
        if section is None:
            yield f"{page.shown}: no section {{ #{row.id} }}; add {row.en!r}"
        elif row.proof == "run":
            where = f"{page.shown}:{section.line}: {row.id}"
            parts = page.sections if len(rows) == 1 else [section]
            named = [name for part in parts for name in part.snippets]
            yield from _proven(where, row, [s for n in named for s in snippets.get(n, [])])


def _proven(where: str, row: Row, used: list[Snippet]) -> Iterator[str]:
    if not used:
        yield f"{where}: shows no snippet; its proof is a run"
    needed = {_SYSTEMS.get(system, system) for system in row.on}
    for system in sorted(needed):
        if any(_runs_on(s, system) for s in used):
            continue
        yield f"{where}: no snippet of it runs on {system}"


def _runs_on(snippet: Snippet, system: str) -> bool:
    """Tell whether the head names the system, or the code does, as it names libraries."""
    named = {snippet.language, *snippet.needs, *(o for n in snippet.needs.values() for o in n)}
    return system in named or system in snippet.body.lower()


def anatomy(page: Page, parts: tuple[str, ...] = ANATOMY) -> Iterator[str]:
    """A page has all the `parts` of its kind, a source, and two questions a level."""
    ids = {s.id for s in page.sections}
    for part in parts:
        if part not in ids:
            yield (
                f"{page.shown}: no section {{ #{part} }}, which every page of its kind "
                f"has; add the heading `## ... {{ #{part} }}` and what belongs under it"
            )
    text = without_fences(page.text)
    cited = re.search(r"\{ #sources \}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    if cited and "](http" not in cited[1]:
        line = text.count("\n", 0, cited.start()) + 1
        yield (
            f"{page.shown}:{line}: no source under {{ #sources }}; add one for what the "
            "page states beyond its snippets: `- [title](https://...): what it says`"
        )
    for level in LEVELS:
        block = rf"\{{ #questions-{level} \}}\n(.*?)(?=^#|\Z)"
        found = re.search(block, text, re.M | re.S)
        count = len(_QUESTION.findall(found[1])) if found else 0
        if count < 2:
            heading = f"{{ #questions-{level} }}"
            yield (
                f"{page.shown}: {count} questions under {heading}; two are needed; add "
                '`??? question "..."` in the form of docs/contributing.md, "Add a page"'
            )


def short_fences(page: Page) -> Iterator[str]:
    """A page retypes nothing that a snippet could hold."""
    for fence in _FENCE.finditer(page.text):
        lines = fence[4].count("\n")
        if ".mermaid" not in fence[3] and lines > FENCE_LINES:
            line = page.text.count("\n", 0, fence.start()) + 1
            yield (
                f"{page.shown}:{line}: a fence of {lines} lines; make it a snippet, or "
                f"at most {FENCE_LINES} lines"
            )


def used_in_both(snippets: Iterable[Snippet], pages: Iterable[Page]) -> Iterator[str]:
    """Every snippet is shown in both languages, and so is its recorded output."""
    shown: dict[str, set[str]] = {"en": set(), "ja": set()}
    for page in pages:
        for call in _CALL.findall(page.text):
            named = _NAMED.search(call)
            if named and named[1] in ("snippet", "exercise") and "output=False" not in call:
                shown[page.language].add(named[2])
    for s in snippets:
        file = f"{s.name}{s.path.suffix}"
        for language, names in shown.items():
            if not {s.name, file} & names:
                yield (
                    f"snippets/{file}: no {language} page shows it with its output; add "
                    f'{{{{ snippet("{s.name}", title="...") }}}} or remove it'
                )
