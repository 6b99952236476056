"""The site carries one index a language: every section, question and term, in little."""

import gzip
import json
import re

import pytest
from bs4 import BeautifulSoup

from macros import load
from macros.languages import glossary
from macros.search import index, questions, sections
from tests.search import LANGUAGES

LARGEST = 250_000  # bytes of one language, compressed
AT_PAGE_LOAD = 4_000


def read(site, language):
    path = site / "search" / f"index.{language}.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_is_small(site, language):
    text = (site / "search" / f"index.{language}.json").read_bytes()
    assert len(gzip.compress(text)) <= LARGEST


def test_a_page_that_is_not_searched_loads_next_to_nothing(site):
    scripts = site / "assets" / "search"
    loaded = (scripts / "worker.js", scripts / "input.js", site / "search" / "search_index.json")
    assert sum(path.stat().st_size for path in loaded) <= AT_PAGE_LOAD


def test_the_themes_own_search_is_not_shipped(site):
    assert not list((site / "assets" / "javascripts").glob("workers/*"))
    assert not list((site / "assets" / "javascripts").glob("lunr/*"))
    assert json.loads((site / "search" / "search_index.json").read_text())["docs"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_in_an_index_is_on_its_page(site, language):
    built = read(site, language)
    for number, (address, _) in enumerate(built["pages"]):
        html = (site / address / "index.html").read_text(encoding="utf-8")
        ids = {tag["id"] for tag in BeautifulSoup(html, "html.parser").find_all(id=True)}
        placed = {row[1] for row in built["sections"] if row[0] == number} - {""}
        assert placed <= ids, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_question_and_term_is_in_the_index(site, language):
    built = read(site, language)
    placed = {(built["pages"][row[0]][0], row[1]) for row in built["sections"]}
    for page in (page for page in load.pages() if page.language == language):
        address = ("ja/" if language == "ja" else "") + page.name.removesuffix("index")
        address = f"{address}/" if address and not address.endswith("/") else address
        for part in page.sections[1:]:
            assert (address, part.id) in placed, f"{page.shown}: {part.id}"
    terms = [term for term in glossary.terms() if "spelling-only" not in term.flags]
    assert {term.id for term in terms} <= {id_ for _, id_ in placed}


def test_both_languages_have_the_same_places(site):
    def places(language):
        built = read(site, language)
        return [(built["pages"][row[0]][0].removeprefix("ja/"), row[1]) for row in built["sections"]]

    assert sorted(places("en")) == sorted(places("ja"))


def test_what_readers_call_a_section_names_sections_and_is_in_both_languages(site):
    built = read(site, "en")
    pages = [address.strip("/") or "index" for address, _ in built["pages"]]
    places = {f"{pages[row[0]]}#{row[1]}" for row in built["sections"]}
    for place, called in load.read_yaml(load.DATA / "asked.yaml").items():
        assert place in places, f"macros/data/asked.yaml: {place}: no such section"
        load.only_keys(f"macros/data/asked.yaml: {place}", called, {"en", "ja"}, set())
        words = called["en"] + called["ja"]
        assert all(isinstance(word, str) for word in words), f"{place}: put numbers in quotes"


PAGE = """<h1 id="top">Page<a class="headerlink" href="#top">¶</a></h1><p>Before.</p>
<h2 id="one">One</h2><p>A <code>setting</code> of <abbr title="x">TTL</abbr>.</p>
<pre><code>SELECT 1  # (1)!
</code></pre>
<details class="question"><summary>Why?</summary><p>Because.</p></details>
<p>After.</p><dl><dt id="t"><dfn>term</dfn> <span>用語</span></dt><dd>Short.
<span class="related">See also</span></dd></dl>"""


def test_a_page_is_read_into_sections_questions_and_terms():
    found = sections.read(questions.with_ids(PAGE))
    assert [(s.kind, s.id, s.title) for s in found] == [
        ("section", "", "Page"),
        ("section", "one", "One"),
        ("question", "one-1", "Why?"),
        ("term", "t", "term"),
    ]
    assert found[1].prose == "A setting of TTL. After."
    assert found[1].code == "SELECT 1"
    assert found[2].prose == "Because."
    assert found[3].prose == "用語 Short."


def test_questions_are_numbered_by_section():
    html = questions.with_ids(PAGE + '<details class="question"><details class="question">')
    assert re.findall(r'question" id="([^"]+)"', html) == ["one-1", "one-2", "one-3"]


def test_a_section_knows_the_one_above_it():
    pages = {"a/": sections.read('<h1 id="a">Aa</h1><h2 id="b">Bb</h2><h3 id="c">Cc</h3>')}
    built = index.build("en", pages, (), {}, [], {})
    assert [row[3] for row in built["sections"]] == [-1, 0, 1]
