"""What is checked of all pages before the first is rendered."""

import inspect

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros import (
    exercises, facts, figures, flames, load, measured, plan, results, safety, show,
    simulators, skeleton, sources,
)  # fmt: skip
from macros.ageing import data as ageing
from macros.languages import pairs
from macros.site import MacroError

NAMES_A_SNIPPET = {"snippet", "recorded", "plot", "flame", "exercise"}
# The macros with arguments, as a page may give them.
ARGUMENTS = {
    "snippet": show.decide,
    "source": sources.decide,
    "recorded": show.value,
    "plot": figures.render,
    "flame": flames.decide,
    "exercise": exercises.decide,
    "published": results.decide,
    "benchmark": measured.decide,
    "simulator": simulators.decide,
    "plan_phase": plan.decide_phase,
}
NOT_FROM_A_PAGE = {"site", "caller"}


def check_all(macros: set[str]) -> None:
    """Stop the build at the first mistake in the files that it reads. `macros` are the
    names that pages may call."""
    try:
        safety.check_files()
        show.every()
        check_pages(load.pages(), load.nav(), macros)
        ageing.facts()
    except MacroError as error:
        raise SystemExit(str(error)) from None


def check_pages(pages: list[load.Page], nav: set[str], macros: set[str]) -> None:
    """Raise MacroError for the first page that `nav` or the other language lacks, or that
    is not written out, or has wrong front matter or a wrong macro call."""
    for page in pages:
        facts.check(page)
        check_calls(page, macros)
        if left := list(skeleton.unwritten(page)):
            raise MacroError("\n".join(left))
    check_nav(pages, nav)
    for problem in pairs.missing(pages):
        raise MacroError(problem)


def check_nav(pages: list[load.Page], nav: set[str]) -> None:
    """Raise MacroError for a page that is not among the paths of `nav`."""
    for page in pages:
        if page.language == "en" and f"{page.name}.md" not in nav:
            problem = f"not in the nav of mkdocs.yml; add the line `- {page.name}.md`"
            raise MacroError(f"{page.shown}:1: {problem}")


def check_calls(page: load.Page, macros: set[str]) -> None:
    """Raise MacroError, with the line, for Jinja that does not parse, a name that is no
    macro, wrong arguments, or the name of a snippet that does not exist."""
    try:
        template = Environment().parse(page.text)
    except TemplateSyntaxError as error:
        raise MacroError(f"{page.shown}:{error.lineno}: {error.message}") from None
    try:
        safety.check_calls(template)
        safety.check_tags(load.without_fences(page.text))
    except MacroError as error:
        raise MacroError(f"{page.shown}:{error}") from None
    for name in template.find_all(nodes.Name):
        if name.name not in macros | {"caller"}:
            known = ", ".join(sorted(macros))
            problem = f"no macro {name.name!r}; there are {known}"
            raise MacroError(f"{page.shown}:{name.lineno}: {problem}")
    for call in template.find_all(nodes.Call):
        try:
            _check_call(call)
        except MacroError as error:
            raise MacroError(f"{page.shown}:{call.lineno}: {error}") from None


def _check_call(call: nodes.Call) -> None:
    macro = call.node.name if isinstance(call.node, nodes.Name) else None
    if macro in ARGUMENTS:
        options = {option.key for option in call.kwargs}
        check_arguments(macro, len(call.args), options)
    if macro in NAMES_A_SNIPPET and call.args:
        show.siblings(call.args[0].as_const())


def check_arguments(macro: str, unnamed: int, named: set[str]) -> None:
    """Raise MacroError unless `macro` takes this many unnamed arguments and the `named`
    ones, and needs no other."""
    parameters = {
        name: parameter
        for name, parameter in inspect.signature(ARGUMENTS[macro]).parameters.items()
        if name not in NOT_FROM_A_PAGE
    }
    first = [n for n, p in parameters.items() if p.kind is not p.KEYWORD_ONLY]
    options = ", ".join(name for name in parameters if name not in first)
    for name in sorted(named - set(parameters)):
        there = f"options are {options}" if options else "it has none"
        raise MacroError(f"{macro}(): no option {name!r}; {there}")
    if unnamed > len(first):
        problem = f"only {', '.join(first)} may stand without a name"
        raise MacroError(f"{macro}(): {problem}; write {options or 'no more'} as name=")
    given = named | set(first[:unnamed])
    for name, parameter in parameters.items():
        if parameter.default is parameter.empty and name not in given:
            raise MacroError(f"{macro}(): {name!r} is missing")
