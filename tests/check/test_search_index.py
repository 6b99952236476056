"""The site carries one index a language: every section, question and term, in little."""

import gzip
import json
import re

import pytest
from bs4 import BeautifulSoup

from macros import load
from macros.languages import glossary
from macros.search import index, questions, sections
from macros.search.fold import fold, words
from macros.search.postings import stem
from tests.search import LANGUAGES, node, rows

# Bytes, compressed. The core of the whole handbook, some 3,000 sections, is to stay under
# 250,000: what it has but once, and so much a section (terms of the glossary not counted).
CORE, ONCE, SECTION = 250_000, 33_000, 60
PARTS = {"words": 12_000, "texts": 8_000}
AT_PAGE_LOAD = 4_000
ENGINE = 18_000


def compressed(path):
    return len(gzip.compress(path.read_bytes()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_first_focus_loads_leaves_room_for_the_whole_handbook(site, language):
    folder = site / "search" / language
    sections = [row for row in rows(folder) if row.kind != "2"]
    assert compressed(folder / "core.js") <= min(CORE, ONCE + SECTION * len(sections))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_query_loads_comes_in_small_parts(site, language):
    for kind, largest in PARTS.items():
        for path in (site / "search" / language).glob(f"{kind}-*.js"):
            assert compressed(path) <= largest, path.name


def test_a_page_that_is_not_searched_loads_next_to_nothing(site):
    scripts = site / "assets" / "search"
    loaded = [scripts / name for name in ("worker.js", "input.js", "file.js")]
    loaded.append(site / "search" / "search_index.json")
    assert sum(map(compressed, loaded)) <= AT_PAGE_LOAD


def test_the_engine_is_small(site):
    assert compressed(site / "assets" / "search" / "engine.js") <= ENGINE


def test_the_themes_own_search_is_not_shipped(site):
    assert not list((site / "assets" / "javascripts").glob("workers/*"))
    assert not list((site / "assets" / "javascripts").glob("lunr/*"))
    assert json.loads((site / "search" / "search_index.json").read_text())["docs"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_in_an_index_is_on_its_page(site, language):
    found = rows(site / "search" / language)
    for address in {row.address for row in found}:
        html = (site / address / "index.html").read_text(encoding="utf-8")
        ids = {tag["id"] for tag in BeautifulSoup(html, "html.parser").find_all(id=True)}
        placed = {row.id for row in found if row.address == address} - {""}
        assert placed <= ids, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_question_and_term_is_in_the_index(site, language):
    placed = {(row.address, row.id) for row in rows(site / "search" / language)}
    for page in (page for page in load.pages() if page.language == language):
        address = ("ja/" if language == "ja" else "") + page.name.removesuffix("index")
        address = f"{address}/" if address and not address.endswith("/") else address
        for section in page.sections[1:]:
            assert (address, section.id) in placed, f"{page.shown}: {section.id}"
    terms = [term for term in glossary.terms() if "spelling-only" not in term.flags]
    assert {term.id for term in terms} <= {id_ for _, id_ in placed}


def test_both_languages_have_the_same_places(site):
    places = [sorted(row.place for row in rows(site / "search" / name)) for name in LANGUAGES]
    assert places[0] == places[1]


def test_what_readers_call_a_section_names_sections_and_is_in_both_languages(site):
    places = {row.place for row in rows(site / "search" / "en")}
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


def built(html):
    return index.build("en", {"a/": sections.read(html)}, (), {}, [], {})


def entry(parts, word):
    return next(row[1:] for row in parts["words-0"] if row[0] == word)


def test_the_core_has_no_texts():
    parts = built('<h1 id="a">Aa</h1><p>bulk</p><h2 id="b">Bb</h2><h3 id="c">Cc</h3>')
    assert parts["core"]["levels"] == "123"
    assert "bulk" not in index.dump({**parts["core"], "words": []})
    assert parts["texts-0"] == [["bulk", "", ""], ["", "", ""], ["", "", ""]]


def test_a_word_is_counted_in_its_section_and_kind_of_text():
    parts = built('<h1 id="a">Aa</h1><h2 id="b">Bb</h2><p>lock, lock</p><pre>lock</pre>')
    assert entry(parts, "lock") == [[1, 2], [1, 1]]


def test_a_word_inside_a_longer_one_is_counted_as_such():
    parts = built('<h1 id="a">Aa</h1><p>ロック</p><h2 id="b">Bb</h2><p>デッドロック</p>')
    assert entry(parts, "ロック") == [[0, 1, 1, 10]]


def test_a_name_of_several_parts_is_found_from_each_of_them():
    assert words("pg_stat_statements.max") == [
        "pg", "stat", "statements", "max",
        "pg_stat_statements.max", "stat_statements.max", "statements.max",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_index_and_query_fold_and_stem_alike(site, language):
    texts = [row.prose for row in rows(site / "search" / language)]
    assert node("call.mjs", [["fold", "fold", text] for text in texts]) == list(map(fold, texts))
    english = sorted({word for text in texts for word in re.findall("[a-z]{4,}", text)})
    assert node("call.mjs", [["english", "stem", word] for word in english]) == [
        stem(word) for word in english
    ]
