"""What can go wrong with a run is said in one message, the recorded page stays whole, and
after a first run all of it works without a network."""

import json

import pytest

from tests.browser.conftest import serving
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

ENDLESS = {SQL: "SELECT count(*) FROM generate_series(1, 1e15);", PYTHON: "while True: pass"}
ON = {SQL: DATA, PYTHON: CACHING}
both = pytest.mark.parametrize("file", [SQL, PYTHON], ids=["sql", "python"])
NO_WEBASSEMBLY = "script-src 'self'"  # beside the policy that the page itself has

pytestmark = pytest.mark.measures  # a runtime on busy cores may start after the wait


@pytest.fixture(autouse=True)
def _runtimes():
    needs_runtimes()


def opened(page, address, file):
    page.goto(f"{address}{ON[file]}", wait_until="load")
    tools = Tools(page, file)
    tools.button("run").wait_for()
    return tools


def runs(tools):
    return tools.run() in (said("same"), said("free"))


@desk
@both
def test_stop_ends_what_would_never_end(page, address, file):
    tools = opened(page, address, file)
    tools.write(ENDLESS[file])
    tools.button("run").click()
    page.get_by_text(said("running"), exact=True).wait_for()
    page.wait_for_timeout(2000)
    tools.button("stop").click()
    assert tools.wait(1, seconds=2) == said("stopped")
    assert tools.shows_recorded
    tools.button("reset").click()
    assert runs(tools)


@desk
def test_a_run_that_takes_too_long_is_stopped(page, address):
    tools = opened(page, address, PYTHON)
    assert runs(tools)
    page.goto(f"{address}{ON[PYTHON]}")
    tools.place.evaluate("place => { place.dataset.seconds = 1; }")
    tools.write(ENDLESS[PYTHON])
    assert tools.run() == said("timeout").replace("#", "1")


@desk
@pytest.mark.parametrize(
    ("file", "code", "reason"),
    [
        (PYTHON, "import os; os.abort()", "dead"),
        (PYTHON, "while True: print('x' * 1000)", "flood"),
        (SQL, "CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS "
              "'BEGIN RETURN f(n + 1); END'; SELECT f(1);", "dead"),
    ],
    ids=["abort", "flood", "recursion"],
)  # fmt: skip
def test_a_broken_runtime_is_said_and_the_next_run_has_a_new_one(
    page, address, file, code, reason
):
    tools = opened(page, address, file)
    tools.write(code)
    told = tools.run()
    assert told == said(reason) or "stack depth" in tools.printed
    tools.button("reset").click()
    assert runs(tools)


@desk
def test_too_much_memory_is_an_error_as_python_has_it(page, address):
    tools = opened(page, address, PYTHON)
    tools.write("bytearray(10 ** 12)")
    tools.run()
    assert "MemoryError" in tools.printed or "OverflowError" in tools.printed


@desk
def test_an_old_browser_is_told_so(page, address):
    page.add_init_script("delete globalThis.DecompressionStream")
    tools = opened(page, address, SQL)
    tools.button("run").click()
    page.get_by_text(said("old")).wait_for()
    assert tools.shows_recorded


@desk
@both
def test_a_policy_without_webassembly_is_said(page, site, file):
    with serving(site, NO_WEBASSEMBLY) as address:
        tools = opened(page, address, file)
        assert tools.run() == said("blocked")
        assert tools.shows_recorded


@desk
@both
def test_a_first_run_without_a_network_is_said_and_can_be_tried_again(page, address, file):
    tools = opened(page, address, file)
    page.route("**/assets/runtimes/**", lambda route: route.abort())
    page.context.route("**/assets/runtimes/**", lambda route: route.abort())
    assert tools.run() == said("network")
    assert tools.shows_recorded
    page.unroute_all()
    page.context.unroute_all()
    assert runs(tools)


KEPT = """async (files) => {
  const kept = (path) => caches.match(new URL(path, location.href));
  const names = (await (await caches.open(`handbook ${new URL("../../", location)}`)).keys());
  const all = await Promise.all(files.map(kept));
  return all.every(Boolean) && names.some(({ url }) => url.includes("?kept=en&"));
}"""


@desk
@pytest.mark.keeps
@both
def test_after_a_first_run_it_reloads_and_runs_without_a_network(page, host_of_site, file):
    with serving(host_of_site) as address:
        tools = opened(page, f"{address}handbook/", file)
        assert runs(tools)
        kind = tools.place.get_attribute("data-run")
        settings = page.evaluate(
            "JSON.parse(document.getElementById('run-settings').textContent)"
        )
        own = [f"{settings['kinds'][kind]['base']}{name}"
               for name in settings["kinds"][kind]["files"]]
        home = settings["home"]
        until(page, f"({KEPT})({json.dumps([home + path for path in own])})")
    page.trouble.clear()
    page.reload()
    assert Tools(page, file).shows_recorded
    assert runs(Tools(page, file))


def test_another_version_of_the_runtimes_replaces_the_kept_one(chromium, site):
    with serving(site) as address:
        context = chromium.new_context()
        page = context.new_page()
        opened(page, address, SQL)
        page.evaluate(
            "caches.open('runtimes').then((c) => c.put('/assets/runtimes/old/sql/index.js', new Response('')))"
        )
        assert runs(Tools(page, SQL))
        gone = "caches.match('/assets/runtimes/old/sql/index.js').then((found) => !found)"
        until(page, gone)
        context.close()
