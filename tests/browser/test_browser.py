"""In a real Chromium, pages open on desk and phone without an error or a failed request."""

import functools
import http.server
import os
import shutil
import threading

import pytest

from tests.conftest import unavailable

PAGES = ("", "topics/data/", "topics/caching/")
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="module")
def address(site):
    """The site, served on a free port of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def chromium():
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        unavailable("playwright is not installed; `make test WITH=browser` installs it")
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=flags)
        except Error as error:
            unavailable(
                f"no Chromium: install it, or `playwright install chromium`: {error}"
            )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, request):
    """A page that collects what goes wrong on it in `page.trouble`."""
    width, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    page.trouble = []
    page.on(
        "console", lambda m: page.trouble.append(m.text) if m.type == "error" else None
    )
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("requestfailed", lambda r: page.trouble.append(f"{r.url}: {r.failure}"))
    page.on(
        "response",
        lambda r: (
            page.trouble.append(f"{r.url}: {r.status}") if r.status >= 400 else None
        ),
    )
    page.on("request", lambda request: note_other_host(page, request.url))
    yield page
    context.close()


def note_other_host(page, url):
    if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
        page.trouble.append(f"another host: {url}")


views = pytest.mark.parametrize(
    "page", [(w, s) for w in WIDTHS for s in SCHEMES], indirect=True, ids=str
)
desk = pytest.mark.parametrize("page", [(1280, "light")], indirect=True, ids=str)


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
def test_the_other_language_is_one_click_away(page, address):
    page.goto(f"{address}topics/caching/")
    page.get_by_role("button", name="Select language").hover()
    page.get_by_role("link", name="日本語").click()
    page.wait_for_url(f"{address}ja/topics/caching/")
    assert page.evaluate("document.documentElement.lang") == "ja"


@desk
def test_search_finds_a_section(page, address):
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("stampede")
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert "topics/caching/" in first.get_attribute("href")
