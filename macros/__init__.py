"""The macros that pages may call. Each asks for the site, decides, and renders."""

from macros import checks, evidence, facts, figures, publish, results, show, simulators
from macros.languages import glossary_page
from macros.site import Site, current


def define_env(env) -> None:
    """Called once by mkdocs-macros; names each macro."""
    show.read_anew()
    names = set()

    def macro(function):
        """Register `function(site, ...)` as a macro that pages call without the site."""

        def called(*words, **options):
            return function(current(env), *words, **options)

        env.macro(called, function.__name__)
        names.add(function.__name__)

    @macro
    def snippet(site: Site, name: str, **options) -> str:
        return show.render(site, show.decide(site, name, **options))

    @macro
    def recorded(site: Site, name: str, label: str) -> str:
        return site.guard(show.value, name, label)

    @macro
    def plot(site: Site, name: str, **options) -> str:
        return site.guard(figures.render, name, **options)

    @macro
    def published(site: Site, key: str) -> str:
        return results.render(site, results.decide(site, key))

    @macro
    def simulator(site: Site, name: str) -> str:
        return simulators.render(site, simulators.decide(site, name))

    @macro
    def page_facts(site: Site) -> str:
        return facts.render(site, facts.of_page(site))

    @macro
    def evidence_table(site: Site) -> str:
        return evidence.render(site, evidence.decide(site))

    @macro
    def glossary(site: Site) -> str:
        return glossary_page.render(site, glossary_page.decide(site))

    checks.check_all(names)


def on_post_build(env) -> None:
    """Called by mkdocs-macros: the site carries the snippets that its pages show."""
    publish.copy_snippets(env.conf["site_dir"])
