"""What is checked of all pages before the first is rendered."""

import re

from jinja2 import Environment, TemplateSyntaxError, meta

from macros import facts, load, show
from macros.site import MacroError


def check_all(macros: set[str]) -> None:
    """Stop the build at the first page with wrong front matter or a wrong macro call.

    `macros` are the names that pages may call.
    """
    try:
        for page in load.pages():
            facts.check(page)
            check_names(page, macros)
            check_snippets(page)
    except MacroError as error:
        raise SystemExit(str(error)) from None


def check_names(page: load.Page, macros: set[str]) -> None:
    """Raise MacroError for Jinja that does not parse or a name that is no macro."""
    try:
        used = meta.find_undeclared_variables(Environment().parse(page.text))
    except TemplateSyntaxError as error:
        raise MacroError(f"{page.shown}:{error.lineno}: {error.message}") from None
    for name in sorted(used - macros):
        place = re.search(rf"\{{[{{%][^}}]*\b{name}\b", page.text)
        line = page.text.count("\n", 0, place.start()) + 1 if place else 1
        known = ", ".join(sorted(macros))
        raise MacroError(f"{page.shown}:{line}: no macro {name!r}; there are {known}")


def check_snippets(page: load.Page) -> None:
    """Raise MacroError for the name of a snippet that does not exist."""
    for line, name in load.snippet_calls(load.without_fences(page.text)):
        try:
            show.siblings(name)
        except MacroError as error:
            raise MacroError(f"{page.shown}:{line}: {error}") from None
