"""Every snippet that can run in the page does, with the output that was recorded; and what
can go wrong is said in one message, while the recorded page stays whole."""

import pytest

from macros import load, show
from macros.run import eligible
from snippets.runner import record
from snippets.runner.catalog import discover
from tests.browser.views import desk

LANGUAGES = {"en": "", "ja": "ja/"}
HERE = [s for s in discover() if eligible.decide(s).kind]
PAGES = sorted(
    {p.name for p in load.pages()
     for s in HERE if any(s.name in section.snippets for section in p.sections)}
)  # fmt: skip
REMEDY = (
    "Make it print the same in a browser, or say in its head why it does not run there: "
    "`page: no (<reason>)`"
)


@pytest.fixture(scope="module")
def warm(chromium, address):
    """One page whose runtimes stay warm."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def press(page, place, seconds=60):
    """Press Run and return what the status says at the end."""
    place.locator("[data-do=run]").click()
    place.locator("[data-do=stop]:not([hidden])").wait_for(state="attached")
    place.locator("[data-do=run]:enabled").wait_for(timeout=seconds * 1000)
    return place.locator("[role=status]").inner_text()


def said_when(language, *keys):
    words = load.words(language)
    return [words[f"run_{key}"] for key in keys]


def file_of(place):
    return place.get_attribute("data-file")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_button_prints_what_was_recorded(warm, address, language, name):
    warm.goto(f"{address}{LANGUAGES[language]}{name}/", wait_until="load")
    places = warm.locator("[data-run]:visible").all()
    assert places
    for place in places:
        said = press(warm, place)
        block = place.locator("xpath=following-sibling::*[contains(@class, 'recorded')][1]")
        assert said in said_when(language, "same", "free"), (
            f"{file_of(place)} in {name}: {said}\n{block.inner_text()}\n{REMEDY}"
        )
        assert block.locator("pre.ran").is_visible()
