"""The macros that pages may call. Each asks for the site, decides, and renders."""

from macros import (
    checklist, checks, evidence, exercises, facts, field_map, figures, flames, measured,
    offline, plan, publish, results, show, simulators, sources,
)  # fmt: skip
from macros import ageing as facts_that_age
from macros import contributors as people
from macros import progress as kept_progress
from macros.books import shelf
from macros.bank import counts, decks
from macros.bank import drill as drills
from macros.languages import glossary_page
from macros.site import LANGUAGES, Site, current


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
    def source(site: Site, file: str, **options) -> str:
        return sources.render(site, site.guard(sources.decide, file, **options))

    @macro
    def recorded(site: Site, name: str, label: str) -> str:
        return site.guard(show.value, name, label)

    @macro
    def plot(site: Site, name: str, **options) -> str:
        return site.guard(figures.render, name, **options)

    @macro
    def flame(site: Site, name: str, **options) -> str:
        return flames.render(site, site.guard(flames.decide, name, **options))

    @macro
    def exercise(site: Site, name: str, **options) -> str:
        return exercises.render(site, exercises.decide(site, name, **options))

    @macro
    def published(site: Site, key: str) -> str:
        return results.render(site, results.decide(site, key))

    @macro
    def benchmark(site: Site, name: str) -> str:
        return measured.render(site, site.guard(measured.decide, name))

    @macro
    def simulator(site: Site, name: str) -> str:
        return simulators.render(site, simulators.decide(site, name))

    @macro
    def interview_checklist(site: Site) -> str:
        return checklist.render(site, checklist.decide(site))

    @macro
    def question_counts(site: Site) -> str:
        return counts.render(site, counts.decide(site))

    @macro
    def drill(site: Site) -> str:
        return drills.render(site, drills.decide(site))

    @macro
    def anki_deck(site: Site) -> str:
        return decks.render(site, decks.decide(site))

    @macro
    def downloads(site: Site) -> str:
        return shelf.render(site, shelf.decide(site))

    @macro
    def kept_megabytes(site: Site) -> str:
        return str(offline.MEGABYTES[site.language])

    @macro
    def page_facts(site: Site) -> str:
        return facts.render(site, facts.of_page(site))

    @macro
    def ageing(site: Site) -> str:
        return facts_that_age.render(site, facts_that_age.decide(site))

    @macro
    def contributors(site: Site) -> str:
        return people.render(site, people.decide(site))

    @macro
    def evidence_table(site: Site) -> str:
        return evidence.render(site, evidence.decide(site))

    @macro
    def map_of_the_field(site: Site) -> str:
        return field_map.render(site, field_map.decide(site))

    @macro
    def glossary(site: Site) -> str:
        return glossary_page.render(site, glossary_page.decide(site))

    @macro
    def study_plan(site: Site) -> str:
        return plan.render(site, plan.decide(site))

    @macro
    def plan_phase(site: Site, phase: str) -> str:
        return plan.render_phase(site, plan.decide_phase(site, phase))

    @macro
    def progress(site: Site) -> str:
        return kept_progress.render(site, kept_progress.decide(site))

    checks.check_all(names)


def on_post_build(env) -> None:
    """Called by mkdocs-macros at the end of each language: the site carries the snippets
    that its pages show, once, and the books where there are some."""
    if env.conf.theme["language"] == LANGUAGES[0]:
        publish.copy_snippets(env.conf["site_dir"])
        shelf.put(env.conf["site_dir"])
