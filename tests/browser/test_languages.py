"""A reader changes the language at any section, is offered it and never forced, and reads
both side by side."""

import json

import pytest

from macros import load
from macros.site import DOCS
from tests.browser.running import until
from tests.browser.views import desk, views

TRIED_WHOLE = "topics/caching"
# Of each kind of page one: tests/site/test_two_languages_built.py follows every link.
TRIED = ["index", TRIED_WHOLE, "glossary", "interview/questions", "projects/payments"]


def places(page):
    """The section in the middle of a page; of one page the first and the last too."""
    ids = [s.id for s in page.sections[1:]] or ["group-1", "group-5", "group-9"]
    middle = ids[len(ids) // 2]
    return [ids[0], middle, ids[-1]] if page.name == TRIED_WHOLE else [middle]


def path(source, language):
    name = source.name.removesuffix("index")
    return ("ja/" if language == "ja" else "") + name + ("/" if name else "")


def open_at(page, url):
    page.goto(url, wait_until="domcontentloaded")


@desk
@pytest.mark.parametrize("name", TRIED)
def test_the_header_leads_to_the_same_section_and_back(page, address, name):
    source = load.page(DOCS / f"{name}.md")
    for id_ in places(source):
        open_at(page, f"{address}{path(source, 'en')}#{id_}")
        page.locator("header a[data-language]").click()
        page.wait_for_url(f"{address}{path(source, 'ja')}#{id_}")
        assert page.evaluate("document.documentElement.lang") == "ja"
        page.locator("header a[data-language]").click()
        page.wait_for_url(f"{address}{path(source, 'en')}#{id_}")


@desk
def test_the_section_that_was_scrolled_to_is_kept(page, address):
    open_at(page, f"{address}topics/caching/")
    page.locator("#ttls-jitter").evaluate("e => e.scrollIntoView()")
    page.locator("header a[data-language]").click()
    page.wait_for_url(f"{address}ja/topics/caching/#ttls-jitter")


@desk
def test_keys_alone_change_the_language(page, address):
    open_at(page, f"{address}topics/caching/#ttls")
    page.keyboard.press("l")
    page.wait_for_url(f"{address}ja/topics/caching/#ttls")
    page.locator("header a[data-language]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}topics/caching/#ttls")


@desk
def test_typing_an_l_into_the_search_changes_nothing(page, address):
    open_at(page, address)
    page.keyboard.press("/")
    page.keyboard.type("lll")
    page.wait_for_timeout(200)
    assert page.url.rstrip("/") == address.rstrip("/")


@desk
def test_a_screen_reader_hears_each_link_in_its_own_language(page, address):
    open_at(page, f"{address}topics/caching/")
    link = page.get_by_role("link", name="日本語", exact=True).first
    assert link.get_attribute("lang") == link.get_attribute("hreflang") == "ja"


def test_without_scripts_links_lead_to_the_same_page_and_section(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}topics/caching/")
    plain.locator("header a[data-language]").click()
    assert plain.url == f"{address}ja/topics/caching/"
    plain.locator("#ttls a[data-language]").focus()
    plain.keyboard.press("Enter")
    plain.wait_for_url(f"{address}topics/caching/#ttls")
    context.close()


def reader(chromium, languages):
    context = chromium.new_context(locale=languages)
    return context, context.new_page()


def test_the_browsers_language_is_offered_and_can_be_declined(chromium, address):
    context, reader_page = reader(chromium, "ja-JP")
    reader_page.goto(f"{address}topics/caching/")
    offer = reader_page.locator("[data-language-offer]")
    assert offer.is_visible() and reader_page.url == f"{address}topics/caching/"
    offer.get_by_role("button").click()
    assert not offer.is_visible()
    reader_page.goto(f"{address}topics/data/")
    assert not offer.is_visible()
    context.close()


def test_the_language_that_was_chosen_is_offered_elsewhere(chromium, address):
    context, reader_page = reader(chromium, "en-US")
    reader_page.goto(f"{address}topics/caching/")
    offer = reader_page.locator("[data-language-offer]")
    assert not offer.is_visible()
    reader_page.locator("header a[data-language]").click()
    reader_page.wait_for_url("**/ja/**")
    reader_page.goto(f"{address}topics/data/")
    assert offer.is_visible()
    context.close()


@views
def test_both_languages_of_a_section_stand_together(page, address):
    open_at(page, f"{address}topics/caching/#ttls-jitter")
    page.locator("[data-side-by-side]").click()
    page.locator("body[data-two-languages]").wait_for()
    row = page.locator(".side-by-side", has=page.locator("#ttls-jitter")).first
    english, japanese = row.locator("> div").all()
    assert japanese.get_attribute("lang") == "ja"
    assert "ジッター" in japanese.inner_text()
    here, there = english.bounding_box(), japanese.bounding_box()
    wide = page.viewport_size["width"] > 960
    assert (there["x"] > here["x"] + 100) if wide else (there["y"] > here["y"])
    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.trouble == []


@desk
def test_the_view_is_kept_and_can_be_left(page, address):
    open_at(page, f"{address}topics/caching/")
    blocks = "[...document.querySelectorAll('article > [id]')].map(e => e.id)"
    before = page.evaluate(blocks)
    button = page.locator("[data-side-by-side]")
    button.click()
    page.locator(".side-by-side").first.wait_for()
    page.goto(f"{address}ja/topics/data/")
    page.locator(".side-by-side").first.wait_for()
    assert button.get_attribute("aria-pressed") == "true"
    page.goto(f"{address}topics/caching/")
    page.locator(".side-by-side").first.wait_for()
    button.click()
    assert page.locator(".side-by-side").count() == 0
    until(page, f"{blocks}.join() === {json.dumps(','.join(before))}")


@desk
def test_a_page_that_does_not_load_is_said_in_the_readers_language(page, address):
    open_at(page, f"{address}ja/topics/caching/")
    page.route("**/topics/caching/", lambda route: route.abort())
    page.locator("[data-side-by-side]").click()
    assert "英語のページを読み込めません" in page.get_by_role("alert").inner_text()
    assert page.locator("#ttls").is_visible()


@desk
def test_a_wrong_japanese_address_is_answered_in_japanese_first(page, address, site):
    body = (site / "404.html").read_text(encoding="utf-8")
    page.route("**/ja/gone/", lambda r: r.fulfill(body=body, content_type="text/html"))
    page.goto(f"{address}ja/gone/")
    first = page.locator("section.not-found").first
    assert first.get_attribute("lang") == "ja"
    first.get_by_role("link", name="用語集").click()
    page.wait_for_url(f"{address}ja/glossary/")


@desk
def test_a_term_is_explained_when_pointed_at(page, address):
    open_at(page, f"{address}ja/topics/data/")
    page.locator("article abbr").first.hover()
    tooltip = page.locator(".md-tooltip2")
    tooltip.wait_for()
    assert ": " in tooltip.inner_text()
