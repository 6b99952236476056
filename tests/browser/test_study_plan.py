"""In a real Chromium, a reader dates a plan, ticks it, takes it along, and loses nothing."""

import datetime
import json

import icalendar
import pytest

from macros import load
from macros.plan import data
from macros.run import runtimes
from tests.browser.conftest import serving
from tests.browser.running import needs_runtimes, until
from tests.browser.views import desk, widths

languages = pytest.mark.parametrize("language", ["", "ja/"], ids=["en", "ja"])
PAGES = {name for phase in data.plan()["phases"] for name in phase["pages"]}
LANGUAGE = {"": "en", "ja/": "ja"}
FIXTURE = "tests/fixtures/progress-1.json"
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def axe():
    needs_runtimes()  # axe-core is installed with them
    return (runtimes.packages() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def words(language):
    return load.words("ja" if language else "en")


def opened(page, address, language=""):
    page.goto(f"{address}{language}study-plan/", wait_until="load")
    page.locator(".plan-chart svg").wait_for()
    return page.locator(".study-plan")


def said(page):
    return page.locator(".study-plan [role=status]").inner_text()


def day(delta=0):
    return (datetime.date.today() + datetime.timedelta(delta)).isoformat()


def kept(page):
    text = page.evaluate("localStorage.getItem('handbook.progress')")
    return json.loads(text)["parts"] if text else None


def choose(page, **values):
    for name, value in values.items():
        field = page.locator(f".study-plan [name={name}]")
        if name in ("start", "hours"):
            field.fill(str(value))
            field.dispatch_event("change")
        else:
            field.select_option(str(value))


@widths
@languages
def test_shows_dated_weeks_and_keeps_the_width(page, address, language):
    plan = opened(page, address, language)
    assert plan.locator(".plan-weeks input").count() > 50
    assert plan.locator("svg").get_attribute("aria-label").startswith(
        words(language)["plan_chart"].split("{")[0]
    )
    year = str(datetime.date.today().year)
    assert year in plan.locator(".plan-week").first.inner_text()
    assert not {"{", "NaN", "undefined"} & set(plan.inner_text().split())
    assert page.evaluate(OVERFLOW) <= 0, "the page scrolls sideways"
    assert page.trouble == []


@desk
@languages
def test_choices_change_the_plan_and_are_there_the_next_time(page, address, language):
    plan = opened(page, address, language)
    before = plan.locator(".plan-weeks").inner_text()
    choose(page, start="2027-01-04", hours=10, months=6, level="staff", flavour="data")
    after = plan.locator(".plan-weeks").inner_text()
    assert "2027" in after and after != before
    page.reload()
    opened(page, address, "" if language else "ja/")  # the other language has it too
    values = {name: plan.locator(f"[name={name}]").input_value() for name in data.plan()["start"]}
    assert values == {"level": "staff", "flavour": "data", "hours": "10", "months": "6"}
    assert plan.locator("[name=start]").input_value() == "2027-01-04"


@desk
@languages
def test_what_does_not_fit_is_named(page, address, language):
    plan = opened(page, address, language)
    assert plan.locator(".plan-missing a").count() == 0
    choose(page, months=3, hours=1)
    text = plan.locator(".plan-missing").inner_text()
    assert words(language)["plan_missing"].split("{n}")[0] in text
    assert words(language)["plan_long"] in text
    left = set(plan.locator(".plan-missing a").all_inner_texts())
    planned = set(plan.locator(".plan-weeks a").all_inner_texts())
    titles = [p.sections[0].title for p in load.pages() if p.name in PAGES and p.language == LANGUAGE[language]]
    assert len(titles) > 20 and set(titles) <= left | planned


@desk
@pytest.mark.parametrize("hours", ["0", "2.5", ""])
def test_a_choice_that_is_none_is_said_and_changes_nothing(page, address, hours):
    opened(page, address)
    choose(page, hours=hours)
    assert said(page) == words("")["plan_wrong"]
    assert not kept(page)


@desk
@languages
def test_keys_alone_choose_and_tick(page, address, language):
    plan = opened(page, address, language)
    plan.locator("[name=months]").focus()
    page.keyboard.press("ArrowUp")
    assert kept(page)["plan"]["months"][1] == 6
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert kept(page)["plan"]["level"][1] == "staff"
    box = plan.locator(".plan-weeks input").first
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked() and list(kept(page)["read"])
    assert page.evaluate("document.activeElement.dataset.work") == box.get_attribute("data-work")
    page.keyboard.press("Space")
    assert not box.is_checked()


@desk
@languages
def test_what_slipped_is_named_and_the_rest_is_planned_anew(page, address, language):
    plan = opened(page, address, language)
    choose(page, start=day(-70))
    slipped = plan.locator(".plan-late a").count()
    assert slipped > 5
    plan.locator(".plan-weeks input").first.check()  # the page; its exercises stay
    plan.locator(".plan-weeks input").nth(1).check()
    assert plan.locator(".plan-late a").count() == slipped - 1
    plan.locator("[data-do=rest]").focus()
    page.keyboard.press("Enter")
    assert plan.locator(".plan-late a").count() == 0
    assert plan.locator("[name=start]").input_value() == day()
    assert kept(page)["plan"]["weeks"][1] == 42
    assert "topics/data/" not in plan.locator(".plan-weeks a").first.get_attribute("href")


@desk
@languages
def test_the_calendar_opens_in_a_calendar(page, address, language, tmp_path):
    plan = opened(page, address, language)
    with page.expect_download() as download:
        plan.locator("[data-do=calendar]").click()
    assert download.value.suggested_filename == "study-plan.ics"
    download.value.save_as(tmp_path / "plan.ics")
    events = icalendar.Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).walk("VEVENT")
    titles = {str(event["SUMMARY"]) for event in events}
    shown = set(plan.locator(".plan-weeks a").all_inner_texts())
    assert titles <= shown and len(titles) > 25
    assert all(str(event["URL"]).startswith(address) for event in events)
    assert kept(page)["plan"]["start"][1] == day()


@desk
def test_printed_it_is_the_plan_alone(page, address):
    plan = opened(page, address)
    page.emulate_media(media="print")
    assert not plan.locator("form").is_visible()
    assert not plan.locator("[data-do=print]").is_visible()
    assert plan.locator(".plan-weeks input").first.is_visible()


@desk
@languages
def test_without_javascript_the_twelve_months_stand_there(page, address, language):
    context = page.context.browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}{language}study-plan/")
    plan = plain.locator(".study-plan")
    assert plan.locator("table").count() == 3 and plan.locator("td a").count() > 50
    assert not plan.locator("form").is_visible()
    assert not plain.locator(".progress").is_visible()
    context.close()


@desk
@languages
def test_a_page_is_marked_read_and_says_what_has_changed_since(page, address, language):
    page.goto(f"{address}{language}topics/caching/", wait_until="load")
    mark = page.locator(".read-mark")
    mark.locator("button").wait_for()
    mark.locator("button").focus()
    page.keyboard.press("Enter")
    assert mark.locator("button").get_attribute("aria-pressed") == "true"
    assert mark.locator("[role=status]").inner_text()
    print_ = kept(page)["read"]["topics/caching"][1]["print"]
    old = print_.replace("stampede-protection=", "stampede-protection=x").replace(":", ":x", 1)
    page.evaluate(
        """([old]) => {
          const kept = JSON.parse(localStorage.getItem("handbook.progress"));
          kept.parts.read["topics/caching"][1].print = old;
          localStorage.setItem("handbook.progress", JSON.stringify(kept));
        }""",
        [old],
    )
    page.reload()
    mark.locator("a").first.wait_for()
    assert mark.locator("a").evaluate_all("all => all.map((a) => a.hash)") == ["#stampede-protection"]
    assert mark.locator("button").get_attribute("aria-pressed") == "false"
    plan = opened(page, address, language)
    assert words(language)["plan_changed"] in plan.inner_text()
    assert page.trouble == []


def saved(page, button, path):
    with page.expect_download() as download:
        page.locator(button).first.click()
    download.value.save_as(path)
    return path


@desk
@languages
def test_progress_is_saved_cleared_and_brought_back(page, address, language, tmp_path):
    plan = opened(page, address, language)
    plan.locator(".plan-weeks input").first.check()
    told, before = words(language), kept(page)
    file = saved(page, ".progress [data-do=export]", tmp_path / "progress.json")
    clear = page.locator(".progress [data-do=clear]")
    clear.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.do") == "keep"
    page.keyboard.press("Enter")
    assert kept(page) == before, "the first answer keeps everything"
    clear.click()
    page.locator("[data-do=clear-now]").click()
    assert not plan.locator(".plan-weeks input").first.is_checked()
    assert page.locator(".progress-status").inner_text() == told["progress_gone"]
    page.locator(".progress input[type=file]").set_input_files(file)
    page.get_by_text(told["progress_brought"]).wait_for()
    assert plan.locator(".plan-weeks input").first.is_checked()


@desk
@languages
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("BEGIN:VCALENDAR", "foreign"),
        (open(FIXTURE).read()[:-30], "broken"),
        (open(FIXTURE).read().replace('"version": 1', '"version": 9'), "newer"),
    ],
    ids=["foreign", "broken", "newer"],
)
def test_a_file_that_cannot_be_read_changes_nothing(page, address, language, tmp_path, text, problem):
    plan = opened(page, address, language)
    plan.locator(".plan-weeks input").first.check()
    before = kept(page)
    (tmp_path / "x.json").write_text(text)
    page.locator(".progress input[type=file]").set_input_files(tmp_path / "x.json")
    page.get_by_text(words(language)[f"progress_import_{problem}"]).wait_for()
    assert kept(page) == before
    page.locator(".progress input[type=file]").set_input_files(FIXTURE)
    page.get_by_text(words(language)["progress_brought"]).wait_for()
    assert plan.locator("[name=flavour]").input_value() == "data"
    assert "interview/resume-language" in kept(page)["ticked"]


BLOCKED = {
    "blocked": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };",
}


@desk
@languages
@pytest.mark.parametrize("trouble", BLOCKED)
def test_a_blocked_or_full_storage_is_said_and_nothing_is_lost(
    page, address, language, trouble, tmp_path
):
    page.add_init_script(BLOCKED[trouble])
    plan = opened(page, address, language)
    plan.locator(".plan-weeks input").first.check()
    said_ = words(language)[f"progress_trouble_{trouble}"]
    assert said_ in said(page)
    assert page.locator(".progress-trouble").inner_text() == said_
    assert plan.locator(".plan-weeks input").first.is_checked()
    file = saved(page, ".progress [data-do=export]", tmp_path / "progress.json")
    assert json.loads(file.read_text())["parts"]["read"]


@desk
def test_what_was_unreadable_is_put_aside_and_can_be_saved(page, address, tmp_path):
    page.goto(address)
    page.evaluate("localStorage.setItem('handbook.progress', '{')")
    opened(page, address)
    assert page.locator(".progress-trouble").inner_text() == words("")["progress_trouble_broken"]
    file = saved(page, ".progress [data-do=aside]", tmp_path / "aside.json")
    assert file.read_text() == "{"


@desk
def test_two_tabs_never_overwrite_each_other(page, address):
    plan = opened(page, address)
    other = page.context.new_page()
    opened(other, address, "ja/")
    boxes = (plan.locator(".plan-weeks input"), other.locator(".plan-weeks input"))
    boxes[0].nth(0).check()
    boxes[1].nth(1).check()
    boxes[0].nth(2).check()
    for tab, box in zip((page, other), boxes, strict=True):
        until(tab, "document.querySelectorAll('.plan-weeks input:checked').length >= 3")
        assert [box.nth(n).is_checked() for n in range(3)] == [True] * 3
    other.locator(".progress [data-do=clear]").click()
    other.locator("[data-do=clear-now]").click()
    until(page, "!document.querySelector('.plan-weeks input:checked')")


@desk
def test_works_under_a_strict_policy(page, site):
    with serving(site, POLICY) as address:
        plan = opened(page, address)
        plan.locator(".plan-weeks input").first.check()
        assert kept(page)["read"]


@pytest.mark.parametrize("page", [(1280, "light"), (390, "dark")], indirect=True, ids=str)
@languages
def test_stands_in_nobodys_way(page, address, language, axe):
    opened(page, address, language)
    choose(page, start=day(-30), hours=2, months=3)
    page.evaluate(axe)
    for area in (".study-plan", ".progress", ".plan-item"):
        found = page.evaluate("area => axe.run(area)", area)
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []
    page.locator(".progress [data-do=clear]").click()
    found = page.evaluate("axe.run('.progress dialog')")
    assert [v["id"] for v in found["violations"]] == []


@desk
@languages
def test_the_mark_of_a_page_stands_in_nobodys_way(page, address, language, axe):
    page.goto(f"{address}{language}deep-dives/integration-tests/", wait_until="load")
    page.locator(".read-mark button").click()
    page.evaluate(axe)
    found = page.evaluate("axe.run('.read-mark')")
    assert [v["id"] for v in found["violations"]] == []
