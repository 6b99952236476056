"""Every snippet that can run in the page does, with the output that was recorded, in both
languages."""

import re

import pytest

from macros import load
from snippets.runner import record
from tests.browser.running import (
    CACHING,
    DATA,
    HERE,
    PYTHON,
    SQL,
    Tools,
    needs_runtimes,
    said,
)

SHOWN = re.compile(r'snippet\("([^"]+)"(?![^)]*output=False)')  # without, no button
RUNS = {snippet.name for snippet in HERE}
PAGES = sorted({p.name for p in load.pages() if RUNS.intersection(SHOWN.findall(p.text))})
HOME = "index"
REMEDY = (
    "make it print the same in a browser, or say in its head why it does not run there: "
    "`page: no (<reason>)`"
)
# Answers of exercises are folded, and siblings in other languages stand behind tabs.
OPEN = """() => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  for (const tab of document.querySelectorAll(".tabbed-block")) tab.style.display = "block";
}"""
# All that a button knows: the rest of a run is the same code in every page.
TOLD = """async (url) => {
  const html = await (await fetch(url)).text();
  const page = new DOMParser().parseFromString(html, "text/html");
  const { kinds, home } = JSON.parse(page.getElementById("run-settings").textContent);
  return [...page.querySelectorAll("[data-run]")].map((place) => {
    let block = place.nextElementSibling;
    while (!block.matches(".recorded")) block = block.nextElementSibling;
    const root = new URL(home, url).href;
    const runtime = { ...kinds[place.dataset.run], root };
    return { ...place.dataset, runtime, recorded: block.querySelector("pre").textContent };
  });
}"""


def path(name):
    return "" if name == HOME else f"{name}/"


@pytest.fixture(autouse=True)
def _runtimes():
    needs_runtimes()


def press(page, file, language):
    tools = Tools(page, file)
    told, expected = tools.run(), [said(key, language) for key in ("same", "free")]
    assert told in expected, f"snippets/{file}: {told}\n{tools.printed}\n{REMEDY}"


@pytest.mark.measures
@pytest.mark.parametrize("name", PAGES)
def test_every_button_prints_what_was_recorded(warm, address, name):
    """The buttons of the Japanese page know the same: they are not pressed."""
    english = f"{address}{path(name)}"
    warm.goto(english, wait_until="load")
    warm.evaluate(OPEN)
    buttons = warm.evaluate(TOLD, english)
    assert buttons
    assert warm.evaluate(TOLD, f"{address}ja/{path(name)}") == buttons
    for file in dict.fromkeys(button["file"] for button in buttons):
        press(warm, file, "en")


@pytest.mark.measures
@pytest.mark.parametrize(("name", "file"), [(DATA, SQL), (CACHING, PYTHON)])
def test_a_button_of_a_japanese_page_does_too(warm, address, name, file):
    warm.goto(f"{address}ja/{name}", wait_until="load")
    press(warm, file, "ja")


RUN = """async ([address, kind, code, file, recorded, first]) => {
  const { run } = await import(`${address}assets/run/runner.js`);
  const { difference, verdict } = await import(`${address}assets/run/compare.js`);
  const settings = JSON.parse(document.getElementById("run-settings").textContent);
  const base = new URL(settings.kinds[kind].base, new URL(settings.home, location.href)).href;
  const { output } = await run(kind, code, { bases: { [kind]: base }, file, first });
  return verdict(recorded, output) === "differs" ? difference(recorded, output) : [];
}"""
BUTTON = re.compile(r'data-run\b[^>]* data-file="([^"]+)"')


def test_a_snippet_without_a_button_prints_what_was_recorded_too(warm, address, site):
    """What pages show a value or a plot of, through the same functions as the buttons."""
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    buttons = {file for html in pages for file in BUTTON.findall(html)}
    assert buttons
    warm.goto(f"{address}{DATA}")
    for snippet in HERE:
        name = f"{snippet.name}{snippet.path.suffix}"
        if name in buttons:
            continue
        kind = {"sql": "sql", "py": "python"}[snippet.language]
        code = snippet.path.read_text(encoding="utf-8")
        file, recorded = f"snippets/{name}", record.load(snippet).output
        before = snippet.first_path
        first = before.read_text(encoding="utf-8") if before else ""
        lines = warm.evaluate(RUN, [address, kind, code, file, recorded, first])
        assert not lines, f"{file}: {REMEDY}"
