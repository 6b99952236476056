"""The tools of a snippet: keys alone work them, each language words them, an editor and a
comparison show what changed, and nothing stands in the way of assistive technology."""

import pytest

from macros.run import runtimes
from tests.browser.running import (
    CACHING,
    DATA,
    PYTHON,
    SQL,
    Tools,
    needs_runtimes,
    said,
    until,
)
from tests.browser.views import desk

PLOT = "caching/cold_start.py"


@pytest.fixture(autouse=True)
def _runtimes():
    needs_runtimes()


def opened(page, address, path, file):
    page.goto(f"{address}{path}", wait_until="load")
    tools = Tools(page, file)
    tools.button("run").wait_for()
    return tools


@desk
def test_the_first_download_is_announced_and_the_next_run_has_none(page, address):
    tools = opened(page, address, DATA, SQL)
    assert tools.button("run").inner_text() == said("first").replace("#", "4.8")
    tools.run()
    label = f"document.querySelector('[data-file=\"{SQL}\"] [data-do=run]').textContent"
    until(page, f"{label} === 'Run'")
    assert page.trouble == []


@desk
def test_the_start_of_a_runtime_is_told_once(page, address):
    """What else wants the processor then, such as keeping the pages, stands back."""
    tools = opened(page, address, CACHING, PYTHON)
    page.evaluate("document.addEventListener('runtime', () => { window.told = (window.told ?? 0) + 1 })")
    tools.run()
    tools.run()
    assert page.evaluate("window.told") == 1


@desk
@pytest.mark.parametrize("language", ["en", "ja"])
def test_keys_alone_edit_run_and_reset(page, address, language):
    prefix = "ja/" if language == "ja" else ""
    tools = opened(page, address, prefix + CACHING, PYTHON)
    tools.button("edit").focus()
    page.keyboard.press("Enter")
    tools.editor.wait_for()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("print('changed')")
    page.keyboard.press("Control+Enter")
    told = tools.wait(1)
    assert tools.printed == "changed\n"
    head, tail = said("differs", language).split("#")
    assert told.startswith(head) and told.endswith(tail)
    tools.button("compare").focus()
    page.keyboard.press("Enter")
    assert tools.output.locator("ins").inner_text() == "+ changed\n"
    assert tools.output.locator("del").count() == 4
    tools.button("reset").focus()
    page.keyboard.press("Enter")
    tools.editor.wait_for(state="detached")
    assert tools.shows_recorded
    assert page.trouble == []


@desk
def test_errors_look_as_python_and_psql_show_them(page, address):
    tools = opened(page, address, CACHING, PYTHON)
    tools.write("def f():\n    return 1 / 0\n\nf()\n")
    tools.run()
    assert tools.printed == (
        "Traceback (most recent call last):\n"
        f'  File "snippets/{PYTHON}", line 4, in <module>\n    f()\n    ~^^\n'
        f'  File "snippets/{PYTHON}", line 2, in f\n    return 1 / 0\n           ~~^~~\n'
        "ZeroDivisionError: division by zero\n"
    )
    tools = opened(page, address, DATA, SQL)
    tools.write("SELECT 1;\nSELECT nowhere;\nSELECT 2;\n")
    tools.run()
    assert tools.printed.endswith(
        'ERROR:  column "nowhere" does not exist\nLINE 1: SELECT nowhere;\n'
        "               ^\n"
    )


@desk
def test_each_run_finds_the_world_fresh(page, address):
    tools = opened(page, address, DATA, SQL)
    left = "CREATE TABLE pg_catalog.t (n int);"  # nothing takes this back: a new server
    for code in (f"CREATE ROLE r; SET work_mem = '1MB'; {left}", "CREATE TABLE t (n int);"):
        tools.write(f"{code} SELECT 1 AS one;")
        first = (tools.run(), tools.printed)
        assert "ERROR" not in first[1]
        assert (tools.run(), tools.printed) == first
    tools = opened(page, address, CACHING, PYTHON)
    tools.write("import os\nprint('n' in globals(), 'N' in os.environ)\nn = os.environ['N'] = '1'\n")
    for _ in range(2):
        tools.run()
        assert tools.printed == "False False\n"


@desk
def test_asyncio_runs_as_in_a_program(page, address):
    tools = opened(page, address, CACHING, PYTHON)
    tools.write(
        "import asyncio\nasync def f(n):\n    await asyncio.sleep(n / 100)\n    print(n)\n"
        "async def main():\n    async with asyncio.TaskGroup() as g:\n"
        "        for n in (3, 1, 2):\n            g.create_task(f(n))\n"
        "asyncio.run(main())\nasyncio.run(main())\n"
    )
    tools.run()
    assert tools.printed.split() == ["1", "2", "3"] * 2


@pytest.mark.parametrize("page", [(390, "dark")], indirect=True, ids=str)
def test_a_plot_is_drawn_and_the_page_keeps_its_width(page, address):
    tools = opened(page, address, CACHING, PLOT)
    tools.run()
    figure = tools.output.locator("xpath=following-sibling::figure[1]")
    assert figure.locator("svg[role=img][aria-label]").is_visible()
    assert figure.locator("svg path").count() >= 4
    tools.button("edit").click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.trouble == []


@desk
def test_an_svg_that_is_printed_is_an_image(page, address):
    tools = opened(page, address, CACHING, PYTHON)
    tools.write("print('<svg viewBox=\"0 0 9 9\"><script>alert(1)</script><path d=\"M0 0h9\"/></svg>')")
    tools.run()
    image = tools.output.locator("xpath=following-sibling::figure[1]//img")
    image.wait_for()
    assert image.get_attribute("src").startswith("data:image/svg+xml")


AXE = """async (selector) => {
  const { violations } = await axe.run(selector);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}"""


@pytest.mark.parametrize(
    ("page", "language"),
    [((1280, "light"), ""), ((390, "dark"), "ja/")], indirect=["page"], ids=str,
)  # fmt: skip
def test_axe_finds_nothing(page, address, language):
    axe = runtimes.packages() / "axe-core" / "axe.min.js"
    tools = opened(page, address, language + DATA, SQL)
    tools.write("\\echo changed")
    tools.run()
    tools.button("compare").click()
    page.evaluate(axe.read_text(encoding="utf-8"))
    assert page.evaluate(AXE, ".run.tools") == []
    assert page.evaluate(AXE, "pre.ran") == []


def test_without_scripts_the_page_is_as_it_was(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}{DATA}")
    assert not plain.locator("[data-run]").first.is_visible()
    assert not plain.get_by_role("button", name="Run").count()
    context.close()
