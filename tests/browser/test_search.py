"""A reader searches in the page: by keys, by an input method, by pasting, by a link."""

from urllib.parse import quote

import pytest

from tests.browser.views import desk

LINK = ".md-search-result__link"
INDEXES = "/core.js"


def opened(page, url):
    """Open a page and its search; its requests are kept in `page.asked`."""
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(url, wait_until="load")
    page.keyboard.press("/")
    return page.locator("[data-md-component=search-query]")


def first(page, part):
    """Wait until the first result leads to `part`, and return it."""
    found = page.locator(f"{LINK}[href*='{part}']").first
    found.wait_for()
    assert part in page.locator(LINK).first.get_attribute("href")
    return found


def compose(page, *steps):
    """Type by an input method: each step is what it shows before it is confirmed."""
    session = page.context.new_cdp_session(page)
    for step in steps:
        end = len(step)
        session.send(
            "Input.imeSetComposition",
            {"text": step, "selectionStart": end, "selectionEnd": end},
        )
    return session


@desk
@pytest.mark.parametrize(
    ("language", "typed", "place"),
    [("", "stampede", "topics/caching/?h="), ("ja/", "deadlock", "ja/topics/data/")],
)
def test_keys_find_a_section(page, address, language, typed, place):
    opened(page, f"{address}{language}")
    page.keyboard.type(typed, delay=20)
    found = first(page, place)
    assert "#" in found.get_attribute("href")
    assert page.locator(f"{LINK} mark").first.is_visible()
    assert page.trouble == []


@desk
@pytest.mark.parametrize("language", ["", "ja/"], ids=["en", "ja"])
def test_the_index_is_asked_for_when_the_box_gets_the_focus(page, address, language):
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(f"{address}{language}", wait_until="networkidle")
    assert not [url for url in page.asked if INDEXES in url]
    with page.expect_request(lambda request: INDEXES in request.url):
        page.keyboard.press("/")


@desk
def test_a_composition_is_searched_before_it_is_confirmed(page, address):
    opened(page, f"{address}ja/")
    compose(page, "b", "べ", "べk", "べき", "べきt", "べきとう")
    first(page, "idempotency")
    assert "#idempotency" in page.locator(LINK).first.get_attribute("href")


@desk
@pytest.mark.parametrize("language", ["", "ja/"], ids=["en", "ja"])
def test_a_composed_word_is_searched(page, address, language):
    opened(page, f"{address}{language}")
    compose(page, "でっどろ", "デッドロック").send(
        "Input.insertText", {"text": "デッドロック"}
    )
    found = first(page, "topics/data/")
    assert found.get_attribute("href").endswith("#deadlocks")


ENTER = """([composing, code]) => {
  const input = document.querySelector("[data-md-component=search-query]");
  const event = new KeyboardEvent("keydown", {
    key: "Enter", keyCode: code, isComposing: composing, bubbles: true, cancelable: true });
  input.dispatchEvent(event);
}"""
START = "() => dispatchEvent(new CompositionEvent('compositionstart'))"
END = "() => dispatchEvent(new CompositionEvent('compositionend'))"


@desk
@pytest.mark.parametrize("order", ["chromium", "webkit"])
def test_enter_that_confirms_a_conversion_opens_nothing(page, address, order):
    box = opened(page, address)
    page.keyboard.type("stampede")
    first(page, "topics/caching/")
    page.evaluate(START)
    if order == "chromium":
        page.evaluate(ENTER, [True, 229])
        page.evaluate(END)
    else:
        page.evaluate(END)
        page.evaluate(ENTER, [False, 229])
    page.wait_for_timeout(200)
    assert page.url == address
    box.press("Enter")
    page.wait_for_url("**/topics/caching/**")


@desk
def test_pasted_text_is_searched(page, address):
    box = opened(page, address)
    box.evaluate("""(input) => {
      input.value = "could not serialize access";
      input.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
    }""")
    first(page, "topics/data/")


@desk
@pytest.mark.parametrize(
    ("language", "query"), [("", "write skew"), ("ja/", "書き込みスキュー")], ids=["en", "ja"]
)
def test_a_link_with_a_query_searches(page, address, language, query):
    page.goto(f"{address}{language}?q={quote(query)}")
    page.locator(LINK).first.wait_for()
    assert page.locator("[data-md-component=search-query]").input_value() == query


@desk
def test_arrow_and_enter_open_the_best_section_and_mark_it(page, address):
    opened(page, address)
    page.keyboard.type("jitter")
    first(page, "#ttls-jitter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**#ttls-jitter")
    page.locator("article mark[data-md-highlight]").first.wait_for()


@desk
def test_enter_alone_opens_the_best_section(page, address):
    opened(page, f"{address}ja/")
    page.keyboard.type("jitter")
    first(page, "#retries-jitter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ja/topics/distributed/**#retries-jitter")


@desk
def test_a_question_that_was_found_is_open(page, address):
    opened(page, address)
    page.keyboard.type("When do you refuse a cache?")
    first(page, "#questions-staff-4")
    page.keyboard.press("Enter")
    page.wait_for_url("**#questions-staff-4")
    page.locator("#questions-staff-4[open]").wait_for()


@desk
def test_escape_closes(page, address):
    box = opened(page, address)
    page.keyboard.type("lock")
    first(page, "topics/data/")
    box.press("Escape")
    assert not page.locator("[data-md-toggle=search]").is_checked()


@desk
@pytest.mark.parametrize(
    ("language", "typed", "other"),
    [("", "手元", "/ja/?q="), ("ja/", "illustration", "/?q=illustration")],
    ids=["en", "ja"],
)
def test_the_other_language_is_offered_where_this_one_has_nothing(
    page, address, language, typed, other
):
    opened(page, f"{address}{language}")
    page.keyboard.insert_text(typed)
    first(page, other).click()
    page.wait_for_url(f"**{other}*")
    page.locator(f"{LINK} mark").first.wait_for()


@desk
def test_there_is_always_a_way_on(page, address):
    opened(page, address)
    page.keyboard.type("zxqvstampedx")
    page.locator(f"{LINK} .search-way-on").first.wait_for()
