"""Every snippet that can run in the page does, with the output that was recorded, in both
languages."""

import time

import pytest

from macros import load
from snippets.runner import record
from tests.browser.running import DATA, HERE, Tools, needs_runtimes, said

LANGUAGES = {"en": "", "ja": "ja/"}
PAGES = sorted(
    {p.name for p in load.pages() for s in HERE
     if any(s.name in section.snippets for section in p.sections)}
)  # fmt: skip
REMEDY = (
    "make it print the same in a browser, or say in its head why it does not run there: "
    "`page: no (<reason>)`"
)
# Answers of exercises are folded, and siblings in other languages stand behind tabs.
OPEN = """() => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  for (const tab of document.querySelectorAll(".tabbed-block")) tab.style.display = "block";
}"""
LONG = 4  # seconds: what takes longer is pressed in one language
pressed = {}


@pytest.fixture(scope="module")
def warm(chromium, address):
    """One page whose runtimes stay warm."""
    needs_runtimes()
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_button_prints_what_was_recorded(warm, address, language, name):
    warm.goto(f"{address}{LANGUAGES[language]}{name}/", wait_until="load")
    warm.locator("[data-run] [data-do=run]").first.wait_for(state="attached")
    warm.evaluate(OPEN)
    files = [place.get_attribute("data-file") for place in warm.locator("[data-run]").all()]
    assert files
    for file in dict.fromkeys(files):
        if pressed.get(file, 0) > LONG:
            continue
        tools, begun = Tools(warm, file), time.monotonic()
        told = tools.run()
        pressed[file] = time.monotonic() - begun
        expected = [said(key, language) for key in ("same", "free")]
        assert told in expected, f"snippets/{file}: {told}\n{tools.printed}\n{REMEDY}"


RUN = """async ([kind, code, file]) => {
  const { run } = await import(new URL("assets/run/runner.js", document.baseURI));
  const { verdict } = await import(new URL("assets/run/compare.js", document.baseURI));
  const settings = JSON.parse(document.getElementById("run-settings").textContent);
  const base = new URL(settings.kinds[kind].base, new URL(settings.home, location.href)).href;
  return (await run(kind, code, { bases: { [kind]: base }, file })).output;
}"""


def test_a_snippet_without_a_button_prints_what_was_recorded_too(warm, address):
    """What pages show a value or a plot of, through the same function as the buttons."""
    warm.goto(f"{address}{DATA}")
    rest = [s for s in HERE if f"{s.name}{s.path.suffix}" not in pressed]
    for snippet in rest:
        kind = {"sql": "sql", "py": "python"}[snippet.language]
        code = snippet.path.read_text(encoding="utf-8")
        file = f"snippets/{snippet.name}{snippet.path.suffix}"
        printed = warm.evaluate(RUN.replace("document.baseURI", f"'{address}'"), [kind, code, file])
        lines = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
        result = record.Result(lines, record.load(snippet).data, 0, "")
        assert not record.difference(record.load(snippet), result), f"{file}: {REMEDY}"
