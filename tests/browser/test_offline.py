"""After one visit the handbook is read and searched without a network. A page and all that it
loads are of one version, and a new version takes over when it is whole."""

import gzip
import json

import pytest

from macros import load
from macros.offline import MEGABYTES, listing
from tests.browser.conftest import serving, watched
from tests.browser.running import until
from tests.browser.versions import LATE, WHOLE, Host
from tests.browser.views import desk

LANGUAGES = {"en": "", "ja": "ja/"}
WAITING = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found.waiting))"
REFUSED = """new Promise(async (resolve) => {
  const found = await navigator.serviceWorker.getRegistration();
  found.addEventListener("updatefound", () => {
    const worker = found.installing;
    worker.addEventListener("statechange", () => {
      if (worker.state !== "installing") resolve(worker.state);
    });
  });
  await found.update();
})"""
# The version that waits takes over beneath this page, which counts the times that it is told to
# load again, and does not.
BENEATH = """new Promise(async (resolve) => {
  const workers = navigator.serviceWorker;
  window.told = 0;
  workers.onmessage = ({ data }) => { if (data.again) window.told += 1; };
  workers.oncontrollerchange = resolve;
  (await workers.getRegistration()).waiting.postMessage({ takeOver: true });
}).then(() => true)"""
# What a worker says that the page starts now.
WORKER = """new Promise((resolve) => {
  const worker = new Worker("assets/worker.js", { type: "module" });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = () => resolve("nothing");
})"""
TAKEN_OVER = "document.title === 'two' && document.readyState === 'complete'"
FORGOTTEN = """Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()])
  .then((all) => all.flat().length === 0)"""
# Where nothing is fetched by itself: the reader saves data, or a runtime starts.
STANDS_BACK = {
    "saves data": "Object.defineProperty(navigator.connection, 'saveData', { value: true })",
    "runtime starts":
        "addEventListener('load', () => document.dispatchEvent(new Event('runtime')))",
}

# Which of these pages, and of the files that they load, the browser does not have.
LACKING = """async (urls) => {
  const has = (url) => fetch(url).then((answer) => answer.ok, () => false);
  const lacking = [], loaded = new Set();
  for (const url of urls) {
    const answer = await fetch(url).catch(() => new Response(""));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("article h1")) lacking.push(url);
    const files = "script[src], article img[src], link[rel=stylesheet], link[rel=icon]";
    for (const file of page.querySelectorAll(files)) {
      loaded.add(new URL(file.getAttribute("src") ?? file.getAttribute("href"), url).href);
    }
  }
  for (const url of loaded) if (!await has(url)) lacking.push(url);
  return lacking;
}"""
OPENED = ("index", "topics/caching", "interview/questions")  # the others are asked for


@pytest.fixture
def reader(chromium):
    """A browser of its own, in which workers may install themselves."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


def visit(reader, url, language="en", home="."):
    """Open a page and wait until its language is kept."""
    page = watched(reader.new_page())
    page.goto(url)
    until(page, WHOLE.format(language=language, home=home))
    return page


def waited_for(reader, host, address):
    """A page of the first version, beside which the second one waits."""
    page = visit(reader, f"{address}handbook/")
    host.show(2)
    page.goto(f"{address}handbook/")
    until(page, WAITING)
    return page


def versions(page, home="."):
    """The versions of what a page shows and loads."""
    shown = page.evaluate("[document.title, document.documentElement.dataset.shown]")
    part = f"fetch('{home}/search/en/core.js').then((file) => file.text())"
    return {*shown, page.evaluate(LATE.format(home=f"{home}/")), page.evaluate(part)[19:-2]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_one_visit_every_page_opens_and_is_searched(reader, host_of_site, language):
    home = "../" * LANGUAGES[language].count("/") or "."
    with serving(host_of_site) as address:
        top = f"{address}handbook/{LANGUAGES[language]}"
        page = visit(reader, top, language, home)
    names = [one.name for one in load.pages() if one.language == language]
    urls = {name: top + f"{name}/".removesuffix("index/") for name in names}
    for name in OPENED:
        page.goto(urls[name])
        assert page.locator("article h1").is_visible(), name
    assert page.evaluate(LACKING, list(urls.values())) == []
    page.keyboard.press("/")
    page.keyboard.type("stampede")
    page.locator(".md-search-result__link[href*='topics/caching/']").first.wait_for()
    page.locator("[data-md-component=search-query]").fill("zzqqxx")
    page.locator(".search-way-on").first.wait_for()
    failed = load.words(language)["search_failed"]
    assert not page.get_by_text(failed).count()
    assert not [told for told in page.trouble if "/search/" not in told]  # the other language's


def test_the_first_page_starts_workers_beside_what_is_kept(reader, host):
    host.show(1)
    with serving(host.top) as address:
        page = visit(reader, f"{address}handbook/")
        assert page.evaluate(WORKER) == "one"


def test_half_a_version_is_not_taken_on_and_the_one_before_stays_whole(reader, host):
    host.show(1)
    with serving(host.top) as address:
        page = visit(reader, f"{address}handbook/")
        host.show(2, "more/index.html", "assets/late.js")
        page.goto(f"{address}handbook/")
        assert page.evaluate(REFUSED) == "redundant"
        assert versions(page) == {"one"}
    page.goto(f"{address}handbook/more/")
    assert versions(page, "..") == {"one"}


@pytest.mark.measures  # Chromium may take over later
def test_a_whole_version_takes_over_at_the_next_page(reader, host):
    host.show(1)
    with serving(host.top) as address:
        page = waited_for(reader, host, address)
        assert versions(page) == {"one"}
        page.goto(f"{address}handbook/more/")
        page.wait_for_function(TAKEN_OVER)
        assert versions(page, "..") == {"two"}
    page.goto(f"{address}handbook/")
    assert versions(page) == {"two"}
    kept = "caches.keys().then((all) => caches.open(all[0])).then((one) => one.keys())"
    urls = page.evaluate(f"{kept}.then((all) => all.map(({{ url }}) => url.split('?')[0]))")
    files = [url for url in urls if not url.endswith("handbook/")]
    assert files and len(files) == len(set(files)), "the old version's files are left"


@pytest.mark.measures  # Chromium may take over later
def test_while_another_page_is_open_no_page_changes_its_version(reader, host):
    host.show(1)
    with serving(host.top) as address:
        other = visit(reader, f"{address}handbook/")
        other.goto(f"{address}handbook/")
        host.show(2)
        page = watched(reader.new_page())
        page.goto(f"{address}handbook/more/")
        until(page, WAITING)
        page.goto(f"{address}handbook/more/")
        page.wait_for_timeout(2500)  # a version asks for its turn for two seconds
        assert versions(page, "..") == versions(other) == {"one"}
        other.close()
        page.goto(f"{address}handbook/")
        page.wait_for_function(TAKEN_OVER)
        assert versions(page) == {"two"}


def test_a_page_from_before_gets_nothing_of_the_next_version(reader, host):
    host.show(1)
    with serving(host.top) as address:
        page = waited_for(reader, host, address)
        page.evaluate(BENEATH)
        until(page, "told === 1")  # by the version that takes over
        late = f"{LATE.format(home='./')}.catch(() => 'nothing')"
        assert page.evaluate(late) == "nothing"
        until(page, "told === 2")  # by the file that it asked for


def test_an_interrupted_update_goes_on_where_it_was(reader, host):
    host.show(1)
    asked = []
    with serving(host.top, asked=asked) as address:
        page = visit(reader, f"{address}handbook/")
        host.show(2, "more/index.html")
        page.goto(f"{address}handbook/")
        assert page.evaluate(REFUSED) == "redundant"
        page.wait_for_timeout(500)  # what else was asked for arrives
        host.show(2)
        asked.clear()
        page.goto(f"{address}handbook/")
        until(page, WAITING)
    assert set(asked) == {"/handbook/sw.js", "/handbook/more/"}


def test_a_page_that_is_not_kept_is_the_networks_with_all_that_it_loads(reader, host):
    host.show(1)
    with serving(host.top) as address:
        page = visit(reader, f"{address}handbook/")
        worker = (host.place / "sw.js").read_text(encoding="utf-8")
        host.show(2)
        (host.place / "sw.js").write_text(worker, encoding="utf-8")  # a host half updated
        page.goto(f"{address}handbook/ja/")
        assert versions(page, "..") == {"two"}
        page.goto(f"{address}handbook/")
        assert versions(page) == {"one"}


def test_a_site_without_its_worker_is_forgotten(reader, host):
    host.show(1)
    with serving(host.top) as address:
        page = visit(reader, f"{address}handbook/")
        host.show(2, "sw.js")
        page.goto(f"{address}handbook/")
        until(page, FORGOTTEN)
        page.goto(f"{address}handbook/")
        assert versions(page) == {"two"}


@pytest.mark.parametrize("script", STANDS_BACK.values(), ids=STANDS_BACK)
def test_what_the_reader_wants_is_first(reader, host, script):
    host.show(1)
    reader.add_init_script(script)
    with serving(host.top) as address:
        page = reader.new_page()
        page.goto(f"{address}handbook/")
        page.wait_for_timeout(2000)
        assert page.evaluate(FORGOTTEN)


@desk
def test_a_browser_without_workers_reads_and_searches(page, address):
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("stampede")
    page.locator(".md-search-result__link[href*='topics/caching/']").first.wait_for()
    assert page.trouble == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_reads_without_javascript(chromium, address, language):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}topics/caching/")
    article = page.locator("article")
    assert article.locator(".highlight").first.is_visible()
    assert article.locator(".recorded").first.is_visible()
    assert not article.locator("button:visible").count(), "a button that does nothing"
    article.locator("details.question").first.locator("summary").click()
    assert article.locator("details.question[open] li").first.is_visible()
    page.locator(".md-footer__link--next").click()
    page.wait_for_url("**/topics/infrastructure/")
    context.close()


@desk
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_installed(page, address, language):
    page.goto(f"{address}{LANGUAGES[language]}contributing/")
    session = page.context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["lang"] == language
    found = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in found if error["errorId"] != "in-incognito"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_costs_what_the_pages_say(site, language):
    """In megabytes, compressed as a host does, with some room for the next page."""
    kept = listing.read(site)
    files = [site / path for path in {**kept[listing.SHARED], **kept[language]}]
    files = [path / "index.html" if path.is_dir() else path for path in files]
    total = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
    assert total / 1_000_000 == pytest.approx(MEGABYTES[language], abs=0.7)
