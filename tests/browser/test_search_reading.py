"""The search of a page that cannot read its index, and of one that was opened as a file."""

import pytest

from tests.browser.test_search import LINK, first, opened
from tests.browser.views import desk


def unread(page, files):
    """Let the page's requests for `files` fail; their failures are no trouble. Returns what
    ends it."""
    page.context.route(files, lambda route: route.abort())
    return lambda: page.context.unroute(files)


@desk
@pytest.mark.parametrize(
    ("language", "told"), [("", "Type on to try again"), ("ja/", "続けて入力すると再試行")],
    ids=["en", "ja"],
)
@pytest.mark.parametrize("files", ["**/engine.js", "**/core.js", "**/words-*.js", "**/texts-*.js"])
def test_an_index_that_cannot_be_read_says_so_and_is_tried_again(
    page, address, language, told, files
):
    can_be_read = unread(page, files)
    opened(page, f"{address}{language}")
    page.keyboard.type("stampede")
    message = page.locator(f"{LINK} .search-way-on")
    message.wait_for()
    assert told in message.inner_text()
    assert page.locator(LINK).count() == 1
    can_be_read()
    page.keyboard.type("s")
    first(page, "topics/caching/")


@desk
def test_what_could_not_be_read_leads_to_the_list_of_pages(page, address):
    unread(page, "**/core.js")
    opened(page, f"{address}ja/topics/data/")
    page.keyboard.type("stampede")
    page.locator(f"{LINK} .search-way-on").click()
    page.wait_for_url(f"{address}ja/**")
    page.locator("article a[href='topics/caching/']").first.wait_for()


@desk
@pytest.mark.parametrize(
    ("language", "typed"), [("", "stampede"), ("ja/", "スタンピード")], ids=["en", "ja"]
)
def test_a_site_that_is_opened_as_a_file_is_searched(page, site, language, typed):
    page.goto((site / language / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.insert_text(typed)
    first(page, f"{language}topics/caching/")
    page.keyboard.press("Enter")
    page.wait_for_url("file://**/topics/caching/index.html?h=*#stampede-protection")
    page.locator("article mark[data-md-highlight]").first.wait_for()


@desk
def test_a_link_of_a_site_that_is_opened_as_a_file_opens_a_page(page, site):
    page.goto((site / "index.html").as_uri())
    page.locator("article a[href*='topics/data/']").first.click()
    page.wait_for_url("file://**/topics/data/index.html*")

