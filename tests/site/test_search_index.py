"""The site carries one index a language: every section, question and term, in little."""

import gzip
import json
import re

import pytest
from bs4 import BeautifulSoup

from macros import load
from macros.languages import glossary
from macros.search.fold import fold
from macros.search.postings import stem
from tests.node import call
from tests.search import LANGUAGES, rows

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_index_and_query_fold_and_stem_alike(site, language):
    texts = [row.prose for row in rows(site / "search" / language)]
    folded = call(*(["search/fold", "fold", text] for text in texts))
    assert folded == list(map(fold, texts))
    english = sorted({word for text in texts for word in re.findall("[a-z]{4,}", text)})
    stems = call(*(["search/english", "stem", word] for word in english))
    assert stems == list(map(stem, english))
