"""In a real Chromium, pages open on desk and phone without an error or a failed request."""

import pytest

from tests.browser.views import desk, views

PAGES = ("", "topics/data/", "topics/caching/")


@views
@pytest.mark.parametrize("language", ["", "ja/"], ids=["en", "ja"])
@pytest.mark.parametrize("path", PAGES, ids=["home", "data", "caching"])
def test_opens_without_trouble(page, address, language, path):
    page.goto(f"{address}{language}{path}", wait_until="networkidle")
    assert page.trouble == []
    assert page.locator("article h1").is_visible()
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(overflow) <= 0, "the page scrolls sideways"


@desk
def test_trouble_is_noticed(page, address):
    page.goto(f"{address}no-such-page/")
    page.evaluate("fetch('https://example.invalid/').catch(() => 0)")
    page.wait_for_timeout(300)
    assert any("404" in t for t in page.trouble)
    assert any("another host" in t for t in page.trouble)


@desk
def test_search_finds_a_section(page, address):
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("stampede")
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert "topics/caching/" in first.get_attribute("href")
