"""The source macro: a part of a project's service, with a link to the whole file."""

from collections.abc import Callable
from dataclasses import dataclass

from macros import templating
from macros.site import MacroError, Site
from snippets.runner.catalog import COMMENTS, FOLDER, SnippetError, read

LEXERS = {".py": "python", ".sql": "sql"}


@dataclass(frozen=True)
class Part:
    """What is shown of `file`, a path under snippets/."""

    file: str
    lexer: str
    code: str


def decide(
    file: str, *, title: str, section: str | None = None, caller: Callable[[], str] | None = None
) -> dict[str, object]:
    """Return what the template shows. Raises MacroError for a file or section that is
    not there."""
    path = FOLDER / file
    if path.suffix not in LEXERS or not path.is_file():
        known = ", ".join(LEXERS)
        raise MacroError(f"there is no snippets/{file} that ends with {known}")
    try:
        whole = read(path)
    except SnippetError as error:
        raise MacroError(error) from None
    if section and section not in whole.sections:
        known = ", ".join(whole.sections) or "none"
        sign = COMMENTS[path.suffix]
        add = f"`{sign} --8<-- [start:{section}]`"
        raise MacroError(f"{file}: no section {section!r}; it has: {known}; add {add}")
    code = whole.sections[section] if section else whole.body
    notes = caller().strip("\n") if caller else ""
    return {"title": title, "part": Part(file, LEXERS[path.suffix], code), "notes": notes}


def render(site: Site, shown: dict[str, object]) -> str:
    """Return the part as Markdown."""
    return templating.render("source.md.jinja", site, **shown)
