"""What tests do with the tools of a snippet that runs in the page."""

import time

from macros import load
from macros.run import eligible, runtimes
from snippets.runner.catalog import discover
from tests.conftest import unavailable

HERE = [s for s in discover() if eligible.decide(s).kind]
DATA, CACHING = "topics/data/", "topics/caching/"
SQL, PYTHON = "data/exclusive_arc.sql", "caching/shared_object.py"


def needs_runtimes():
    """Skip, or fail in CI, where the runtimes cannot be built."""
    try:
        runtimes.prepare()
    except runtimes.Unavailable as why:
        unavailable(why)


def said(key, language="en"):
    return load.words(language)[f"run_{key}"]


def until(page, condition, seconds=60):
    """Wait until `condition`, which may be a promise, is true. Playwright's own way has
    the page run text as code, which its policy refuses."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)


class Tools:
    """The tools of the snippet `file` on a page."""

    def __init__(self, page, file):
        self.page = page
        self.selector = f'[data-file="{file}"]'
        self.place = page.locator(self.selector).first
        below = "xpath=following-sibling::*[contains(@class, 'recorded')][1]"
        self.output = self.place.locator(below)

    def button(self, name):
        return self.place.locator(f"[data-do={name}]")

    @property
    def editor(self):
        return self.place.locator("textarea")

    @property
    def status(self):
        return self.place.locator("[role=status]").inner_text()

    @property
    def runs(self):
        return int(self.place.get_attribute("data-runs") or 0)

    def wait(self, run, seconds=60):
        """Wait for the end of the run of this number and return what the status says."""
        ended = self.page.locator(f'{self.selector}[data-runs="{run}"][aria-busy="false"]')
        ended.first.wait_for(timeout=seconds * 1000)
        return self.status

    def run(self):
        before = self.runs
        self.button("run").click()
        return self.wait(before + 1)

    def write(self, code):
        self.button("edit").click()
        self.editor.fill(code)

    @property
    def printed(self):
        return self.output.locator("pre.ran").inner_text()

    @property
    def shows_recorded(self):
        whole = self.output.locator("pre:not(.ran)").is_visible()
        return whole and self.output.locator("pre.ran").count() == 0
