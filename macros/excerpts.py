"""What a page shows of a file: all of it or one section, and the notes to its marks."""

import re
from collections.abc import Callable

from macros.site import MacroError
from snippets.runner.catalog import COMMENTS, Snippet

_MARK = re.compile(r"\((\d+)\)!")
_NOTE = re.compile(r"^(\d+)\.\s", re.M)


def cut(whole: Snippet, section: str | None) -> str:
    """Return the code of `section`, or all of it. Raises MacroError for a section that
    is not there."""
    if not section:
        return whole.body
    if section in whole.sections:
        return whole.sections[section]
    known = ", ".join(whole.sections) or "none"
    add = f"`{COMMENTS[whole.path.suffix]} --8<-- [start:{section}]`"
    raise MacroError(f"{whole.name}: no section {section!r}; it has: {known}; add {add}")


def notes(name: str, codes: list[str], caller: Callable[[], str] | None) -> str:
    """Return what stands between `{% call %}` and `{% endcall %}`. Raises MacroError
    unless it is a list with a note to each mark `(1)!` of the codes shown, up to the last;
    a section may leave out a mark of the whole."""
    text = caller().strip("\n") if caller else ""
    given = {int(n) for n in _NOTE.findall(text)}
    asked = {int(n) for code in codes for n in _MARK.findall(code)}
    if given == set(range(1, max(asked, default=0) + 1)):
        return text
    raise MacroError(
        f"{name}: the code shown has the marks {_listed(asked)}, the page has the notes"
        f" {_listed(given)}; write one for each mark, from `1.` on, between"
        " `{% call ... %}` and `{% endcall %}`"
    )


def _listed(numbers: set[int]) -> str:
    return ", ".join(f"({n})" for n in sorted(numbers)) or "none"
