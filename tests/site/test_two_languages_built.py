"""The built site leads from each section to the same one in the other language, and tells
machines which is which."""

from types import SimpleNamespace
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from macros import load
from macros.languages import hook
from macros.site import LANGUAGES, Site
from tests.site.test_site import html, target

PAGES = load.pages()
ADDRESS = "http://127.0.0.1:8000/"


def address(page, language):
    name = page.name.removesuffix("index")
    return ("ja/" if language == "ja" else "") + name + ("/" if name else "")


def built(site, page):
    return site / address(page, page.language) / "index.html"


@pytest.fixture(params=PAGES, ids=lambda page: page.shown)
def page(request):
    return request.param


def test_each_heading_links_to_the_same_section_of_the_other_language(site, page):
    shared = {section.id for section in page.sections}
    other = "en" if page.language == "ja" else "ja"
    for heading in html(built(site, page)).select("article :is(h1, h2, h3, h4)[id]"):
        link = heading.find("a", attrs={"data-language": True})
        place, fragment = target(site, built(site, page), link["href"])
        assert link["hreflang"] == link["lang"] == other
        assert place == (site / address(page, other) / "index.html").resolve()
        assert fragment == (heading["id"] if heading["id"] in shared else "")


def test_the_header_has_one_link_to_the_same_page(site, page):
    (link,) = html(built(site, page)).select("header a[data-language]")
    other = "en" if page.language == "ja" else "ja"
    place, _ = target(site, built(site, page), link["href"])
    assert place == (site / address(page, other) / "index.html").resolve()
    assert link["hreflang"] == link["lang"] == other


def test_machines_are_told_both_addresses_and_the_default(site, page):
    head = html(built(site, page)).head
    alternates = {
        link["hreflang"]: link["href"] for link in head.find_all("link", hreflang=True)
    }
    english, japanese = (urljoin(ADDRESS, address(page, code)) for code in LANGUAGES)
    assert alternates == {"en": english, "ja": japanese, "x-default": english}
    own = japanese if page.language == "ja" else english
    assert head.find("link", rel="canonical")["href"] == own


def test_a_shared_link_shows_the_page_in_its_language(site, page):
    head = html(built(site, page)).head
    said = {m["property"]: m["content"] for m in head.find_all("meta", property=True)}
    assert said["og:description"] == page.front["description"]
    assert said["og:locale"] == {"en": "en_US", "ja": "ja_JP"}[page.language]
    assert said["og:url"] == head.find("link", rel="canonical")["href"]
    assert said["og:title"]


def test_the_front_page_bears_the_name_of_the_handbook(site):
    for place in ("index.html", "ja/index.html"):
        document = html(site / place)
        shared = document.head.find("meta", property="og:title")["content"]
        assert document.title.text == document.h1.contents[0] == shared


def test_the_sitemap_lists_every_page_with_its_other_language(site):
    listed = {}
    for url in ElementTree.parse(site / "sitemap.xml").getroot():
        own, *others = url
        listed[own.text] = {link.get("hreflang"): link.get("href") for link in others}
    for page in PAGES:
        english, japanese = (
            urljoin(ADDRESS, address(page, code)) for code in LANGUAGES
        )
        own = japanese if page.language == "ja" else english
        assert listed.pop(own) == {"en": english, "ja": japanese, "x-default": english}
    assert not listed


def test_the_page_for_wrong_addresses_speaks_both_languages(site):
    document = html(site / "404.html")
    assert document.html["lang"] == "en" and "ページ" in document.title.text
    sections = document.select("section.not-found")
    assert [section["lang"] for section in sections] == ["en", "ja"]
    for section in sections:
        links = [a["href"] for a in section.find_all("a")]
        assert len(links) == len(PAGES) // 2
        for link in links:
            assert (site / link.lstrip("/") / "index.html").exists(), link


def test_japanese_pages_have_japanese_words_around_them(site):
    for page in (p for p in PAGES if p.language == "ja"):
        document = html(built(site, page))
        titles = [
            t["title"]
            for t in document.select("header [title]:not([lang]), .md-top[title]")
        ]
        assert not [t for t in titles if t.isascii()], titles


def test_terms_are_explained_where_they_are_used_first(site):
    for page in (p for p in PAGES if p.name.startswith("topics/")):
        assert html(built(site, page)).select("article abbr[title]"), page.shown


def test_a_section_that_is_behind_points_to_the_other_language():
    file = SimpleNamespace(src_uri="topics/data.ja.md")
    page = SimpleNamespace(file=file, url="ja/topics/data/")
    text = "## あ { #a }\n\n## い { #b .behind }\n"
    shown = hook.on_page_markdown(text, page, None, None)
    before, notice = shown.split("{ #b .behind }\n")
    assert "behind" not in before and "英語版しかありません" in notice
    assert 'href="../../../topics/data/#b" hreflang="en"' in notice


def test_a_page_knows_its_address_in_either_language():
    site = Site("topics/data.ja.md", 1, "ja", "../../../")
    assert site.address("topics/data", "en") == "../../../topics/data/"
    assert site.address("index", "ja") == "../../../ja/"
    assert Site("index.md", 1, "en", "").address("index", "en") == "./"


def test_data_is_read_anew_for_each_build(monkeypatch):
    load.words("en")
    hook.on_pre_build(None)
    assert load.words.cache_info().currsize == 0
