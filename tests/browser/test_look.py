"""axe finds nothing on any kind of page: WCAG 2.2 AA and its good practice, and a contrast
of 7:1 for text, in both languages, both palettes and both widths.

`make audit` looks at every page, in each palette of each language, instead of one of each
kind. And the first view is light, nothing in it moves on a phone, and a table of sentences
fits on a screen.
"""

import gzip
import os
from urllib.parse import urlsplit

import pytest

from macros import load
from macros.run import runtimes

FIRST_VIEW = 100_000  # bytes
KINDS = (
    "", "topics/caching/", "projects/payments/", "roadmap/", "study-plan/",
    "interview/", "interview/questions/", "interview/sql/",
    "interview/design/", "glossary/", "evidence/", "contributing/",
)  # fmt: skip
EVERY = tuple(f"{p.name}/".removeprefix("index/") for p in load.pages() if p.language == "en")
VIEWS = [((1280, "light"), ""), ((390, "dark"), "ja/")]
LOOKED_AT = KINDS
if os.environ.get("AUDIT"):
    LOOKED_AT, VIEWS = EVERY, [*VIEWS, ((1280, "light"), "ja/"), ((390, "dark"), "")]
AXE = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const rules = { "color-contrast-enhanced": { enabled: true } };
  const { violations } = await axe.run({ runOnly: tags, rules });
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(
    ({ html, any }) => `${id} (${nodes.length}): ${html.slice(0, 200)} ${any[0]?.message ?? ""}`));
}"""
SHIFTS = """async () => {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries()))
    .observe({ type: "layout-shift", buffered: true });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return shifts.flatMap(({ sources }) => sources.map(({ node }) => node?.outerHTML?.slice(0, 200)));
}"""
CUT = """() => [...document.querySelectorAll(".md-typeset__scrollwrap")]
  .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.innerText.slice(0, 80))"""
views = pytest.mark.parametrize(("page", "language"), VIEWS, indirect=["page"], ids=str)


@views
@pytest.mark.parametrize("kind", [*LOOKED_AT, "404.html"], ids=lambda k: k or "home")
def test_axe_finds_nothing(page, address, kind, language):
    axe = (runtimes.packages() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page.goto(address + ("" if kind.endswith(".html") else language) + kind)
    page.locator("main").wait_for()
    page.add_style_tag(content="pre { content-visibility: visible !important; }")
    page.evaluate(axe)
    found = page.evaluate(AXE)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", [(1280, "light")], indirect=True, ids=str)
@pytest.mark.parametrize("language", ["", "ja/"], ids=["en", "ja"])
def test_the_first_view_weighs_little_and_asks_no_other_host(page, address, language):
    """At most 100 KB in all, compressed as a host does."""
    weights, hosts = {}, set()

    def weigh(response):
        hosts.add(urlsplit(response.url).netloc)
        weights[response.url] = len(gzip.compress(response.body(), 6))

    page.on("response", weigh)
    page.goto(address + language, wait_until="networkidle")
    assert hosts == {urlsplit(address).netloc}
    assert sum(weights.values()) <= FIRST_VIEW, weights


@pytest.mark.parametrize("page", [(390, "light")], indirect=True, ids=str)
@pytest.mark.parametrize("language", ["", "ja/"], ids=["en", "ja"])
@pytest.mark.parametrize("kind", ["", "topics/caching/", "study-plan/"], ids=lambda k: k or "home")
def test_nothing_moves_while_a_page_loads(page, address, kind, language):
    page.goto(address + language + kind, wait_until="load")
    assert not page.evaluate(SHIFTS)


@pytest.mark.parametrize("page", [(1280, "light")], indirect=True, ids=str)
@pytest.mark.parametrize("language", ["", "ja/"], ids=["en", "ja"])
@pytest.mark.parametrize("kind", ["deep-dives/postgresql/", "topics/infrastructure/"])
def test_a_table_of_sentences_fits_on_a_screen(page, address, kind, language):
    page.goto(address + language + kind)
    page.locator(".md-typeset__scrollwrap").first.wait_for()
    assert page.evaluate(CUT) == []
