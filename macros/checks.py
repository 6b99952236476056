"""What is checked of all pages before the first is rendered."""

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros import facts, load, show
from macros.site import MacroError

NAMES_A_SNIPPET = {"snippet", "recorded", "plot"}


def check_all(macros: set[str]) -> None:
    """Stop the build at the first page with wrong front matter or a wrong macro call.

    `macros` are the names that pages may call.
    """
    try:
        for page in load.pages():
            facts.check(page)
            check_calls(page, macros)
    except MacroError as error:
        raise SystemExit(str(error)) from None


def check_calls(page: load.Page, macros: set[str]) -> None:
    """Raise MacroError, with the line, for Jinja that does not parse, a name that is no
    macro, or the name of a snippet that does not exist."""
    try:
        template = Environment().parse(page.text)
    except TemplateSyntaxError as error:
        raise MacroError(f"{page.shown}:{error.lineno}: {error.message}") from None
    for name in template.find_all(nodes.Name):
        if name.name not in macros | {"caller"}:
            known = ", ".join(sorted(macros))
            problem = f"no macro {name.name!r}; there are {known}"
            raise MacroError(f"{page.shown}:{name.lineno}: {problem}")
    for call in template.find_all(nodes.Call):
        if call.node.name in NAMES_A_SNIPPET and call.args:
            try:
                show.siblings(call.args[0].as_const())
            except MacroError as error:
                raise MacroError(f"{page.shown}:{call.lineno}: {error}") from None
