"""The source macro: a part of a project's service, with a link to the whole file."""

from collections.abc import Callable
from dataclasses import dataclass

from macros import excerpts, safety, templating
from macros.site import MacroError, Site
from snippets.runner.catalog import FOLDER, SnippetError, read

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
    not there, and for marks without notes."""
    path = FOLDER / file
    there = safety.inside(path, FOLDER) and path.is_file()
    if path.suffix not in LEXERS or not there:
        known = ", ".join(LEXERS)
        raise MacroError(f"there is no snippets/{file} that ends with {known}")
    try:
        whole = read(path)
    except SnippetError as error:
        raise MacroError(error) from None
    code = excerpts.cut(whole, section)
    notes = excerpts.notes(file, [code], caller)
    return {"title": title, "part": Part(file, LEXERS[path.suffix], code), "notes": notes}


def render(site: Site, shown: dict[str, object]) -> str:
    """Return the part as Markdown."""
    return templating.render("source.md.jinja", site, **shown)
