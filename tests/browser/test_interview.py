"""In a real Chromium, the drill and the checklist work by keyboard, in both languages, on
desk and phone, and say so where nothing can be kept."""

import datetime
import json
import re

import pytest
from playwright.sync_api import expect

from macros import load
from macros.bank import collect
from macros.run import runtimes
from tests.browser.running import until
from tests.browser.views import desk, widths

DRILL, LIST = "interview/questions/", "interview/"
KEY = "handbook.progress"
languages = pytest.mark.parametrize("language", ["", "ja/"], ids=["en", "ja"])
AXE = """async (selector) => {
  const { violations } = await axe.run(selector);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}"""
BLOCKED = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('no', 'SecurityError'); }
});"""


def words(language):
    return load.words("ja" if language else "en")


def kept(page, part):
    state = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or '{"parts": {}}')
    return {id_: entry[1] for id_, entry in state["parts"].get(part, {}).items() if entry[1:]}


def drill(page, address, language, **chosen):
    """Open the page, choose, and start by keyboard."""
    page.goto(f"{address}{language}{DRILL}")
    found = page.locator("[data-drill]")
    found.wait_for()
    for name, value in chosen.items():
        found.locator(f"select[name={name}]").select_option(value)
    found.locator("form button").press("Enter")
    found.locator(".drill-card h3:focus").wait_for()
    return found


def status(found):
    return found.locator("[role=status]").inner_text()


@widths
@languages
def test_asks_reveals_and_rates_by_keyboard(page, address, language):
    found = drill(page, address, language, round="sql", level="senior", minutes="0")
    wanted = [c for c in collect.cards("en") if (c.round, c.level) == ("sql", "senior")]
    first = found.locator("h3").inner_text()
    assert f"{len(wanted)}" in found.locator(".drill-place").inner_text()
    assert not found.locator(".drill-answer").is_visible()
    page.keyboard.press("2")  # nothing is shown yet that could be rated
    assert not kept(page, "cards") and found.locator("h3").inner_text() == first
    page.keyboard.press("Space")
    assert found.locator(".drill-answer").is_visible()
    assert status(found) == words(language)["drill_shown"]
    assert found.locator(".drill-answer li").count() >= 2
    page.keyboard.press("3")
    [(id_, card)] = kept(page, "cards").items()
    assert id_ in {c.id for c in wanted}
    due = datetime.datetime.fromisoformat(card["due"])
    assert due - datetime.datetime.now(datetime.UTC) > datetime.timedelta(hours=20)
    assert found.locator("h3").inner_text() != first
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(overflow) <= 0, "the page scrolls sideways"
    assert page.trouble == []


@desk
def test_what_was_missed_comes_back_in_the_sitting_and_when_it_is_due(page, address):
    page.clock.install()
    found = drill(page, address, "", topic="roadmap", minutes="0")
    missed = found.locator("h3").inner_text()
    page.keyboard.press("Space")
    page.keyboard.press("1")
    later = []
    while found.locator(".drill-card").is_visible():
        later.append(found.locator("h3").inner_text())
        page.keyboard.press("Space")
        page.keyboard.press("4")
    assert later.index(missed) == 3
    assert status(found).startswith("Done: 9 answered, 1 missed. 0 due now, 0 never asked")
    found.locator("form button").press("Enter")
    until(page, "/Nothing is due/.test(document.querySelector('.drill-status').textContent)")
    page.clock.fast_forward(40 * 24 * 3_600_000)
    page.reload()
    found.get_by_text("8 questions are due now").wait_for()
    drill(page, address, "", topic="roadmap", minutes="0")
    assert "1 of 8" in found.locator(".drill-place").inner_text()
    assert page.trouble == []


@desk
@languages
def test_the_clock_runs_stops_and_says_when_time_is_up(page, address, language):
    page.clock.install()
    found = drill(page, address, language, level="mid")
    timer = found.locator("[role=timer]")
    start = timer.inner_text()
    page.clock.run_for(30_000)
    assert "1:30" in timer.inner_text() != start
    found.locator("[data-do=pause]").press("Space")
    assert status(found) == words(language)["drill_paused"]
    assert not found.locator(".drill-answer").is_visible()
    page.clock.run_for(300_000)
    assert "1:30" in timer.inner_text()
    found.locator("[data-do=pause]").press("Enter")
    page.clock.run_for(91_000)
    assert status(found) == words(language)["drill_time_up"]
    page.clock.run_for(5_000)
    assert re.search("0:0[5-9]", timer.inner_text())


@desk
def test_loads_the_questions_at_the_first_start_and_not_before(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}{DRILL}", wait_until="networkidle")
    assert not [url for url in asked if "assets/bank" in url or "fsrs" in url]
    page.locator("[data-drill] form button").click()
    page.locator(".drill-card h3:focus").wait_for()
    assert len([url for url in asked if "assets/bank/en.json" in url]) == 1


@desk
@languages
def test_without_the_scheduler_it_says_so_and_drills(page, address, language):
    def without(route):
        answer = route.fetch()
        text = answer.text()
        assert '"scheduler": "' in text
        route.fulfill(response=answer, body=text.replace('"scheduler": "', '"scheduler": "", "was": "'))

    page.route(f"**/{language}{DRILL}", without)
    found = drill(page, address, language, level="staff", topic="topics/data")
    assert found.locator("[role=alert]").inner_text() == words(language)["drill_unscheduled"]
    page.keyboard.press("Space")
    page.keyboard.press("1")
    assert kept(page, "cards") == {}
    assert found.locator(".drill-card").is_visible()


@desk
@languages
@pytest.mark.parametrize("path", [DRILL, LIST])
def test_blocked_storage_is_said_once_and_nothing_breaks(page, address, language, path):
    page.add_init_script(BLOCKED)
    told = words(language)["progress_trouble_blocked"]
    if path == LIST:
        page.goto(f"{address}{language}{path}")
        page.locator("[data-item] input").first.check()
        assert page.locator(".checklist-progress output").first.inner_text() != ""
        assert page.locator("[data-checklist] [role=alert]").inner_text() == told
    else:
        drill(page, address, language)
        page.keyboard.press("Space")
        page.keyboard.press("3")
        assert page.locator("[data-drill] [role=alert]").inner_text() == told
    assert set(page.trouble) <= {"no"}  # the theme's own scripts do not expect it


@desk
def test_questions_that_do_not_load_are_said_and_asked_for_again(page, address):
    page.route("**/assets/bank/en.json", lambda route: route.abort())
    page.goto(f"{address}{DRILL}")
    button = page.locator("[data-drill] form button")
    button.click()
    page.get_by_text(words("")["drill_failed"]).wait_for()
    page.unroute("**/assets/bank/en.json")
    button.click()
    page.locator(".drill-card h3:focus").wait_for()


@widths
@languages
def test_ticks_are_kept_for_both_languages_and_counted(page, address, language):
    page.goto(f"{address}{language}{LIST}")
    first = page.locator("[data-item]").first
    first.locator("input").wait_for()
    first.locator("input").focus()
    page.keyboard.press("Space")
    id_ = first.get_attribute("data-item")
    assert list(kept(page, "ticked")) == [id_]
    progress = page.locator(f"[data-ticked={first.get_attribute('data-round')}] output")
    counted = progress.inner_text()
    assert "1" in counted
    page.goto(f"{address}{'' if language else 'ja/'}{LIST}")
    expect(page.locator(f"[data-item='{id_}'] input")).to_be_checked()
    page.locator(f"[data-item='{id_}'] label").click()
    assert kept(page, "ticked") == {}
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(overflow) <= 0, "the page scrolls sideways"
    assert page.trouble == []


@desk
@languages
def test_the_list_shows_the_round_and_level_that_were_chosen(page, address, language):
    page.goto(f"{address}{language}{LIST}")
    all_items = page.locator("[data-item]").count()
    page.locator("[data-checklist] select[name=round]").select_option("sql")
    page.locator("[data-checklist] select[name=level]").select_option("staff")
    shown = page.locator("[data-item]:visible")
    assert 0 < shown.count() < all_items
    for item in shown.all():
        assert (item.get_attribute("data-round"), item.get_attribute("data-level")) == ("sql", "staff")
    assert page.locator("[data-checklist] section:visible").count() <= shown.count()
    assert str(shown.count()) in page.locator("[data-checklist] [role=status]").inner_text()


@desk
@languages
def test_without_javascript_the_list_and_the_counts_stand_there(page, address, language):
    context = page.context.browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}{language}{LIST}")
    assert plain.locator("[data-item]:visible").count() > 90
    assert not plain.locator("[data-checklist] :is(input, select):visible").count()
    plain.goto(f"{address}{language}{DRILL}")
    assert plain.get_by_text(words(language)["drill_noscript"]).is_visible()
    assert plain.locator(".bank-counts").first.is_visible()
    assert not plain.locator("[data-drill]").is_visible()
    context.close()


@pytest.mark.parametrize(
    ("page", "language"),
    [((1280, "light"), ""), ((390, "dark"), "ja/")], indirect=["page"], ids=str,
)  # fmt: skip
def test_axe_finds_nothing(page, address, language):
    axe = (runtimes.packages() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    drill(page, address, language)
    page.evaluate(axe)
    assert page.evaluate(AXE, "[data-drill]") == []
    page.keyboard.press("Space")
    assert page.evaluate(AXE, "[data-drill]") == []
    page.locator("[data-do=end]").click()
    assert page.evaluate(AXE, "[data-drill]") == []
    assert page.evaluate(AXE, ".bank") == []
    page.goto(f"{address}{language}{LIST}")
    page.locator("[data-item] input").first.check()
    page.evaluate(axe)
    assert page.evaluate(AXE, "[data-checklist]") == []
