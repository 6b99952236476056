"""An exercise in the page: the answer is right, each wrong answer is not and hears why,
keys alone do, and nothing that a reader runs outlives the run."""

import pytest

from macros import load
from macros.exercises import outputs
from macros.run import runtimes
from macros.site import DOCS
from snippets.runner import record
from snippets.runner.catalog import discover
from tests.browser.running import needs_runtimes, said, until
from tests.browser.test_run_tools import AXE
from tests.browser.views import desk

PAGE = "interview/sql/"
LANGUAGES = {"en": "", "ja": "ja/"}
EXERCISES = [s for s in discover() if s.first == "interview/shop" and "answer" in s.sections]
FIRST = next(s for s in EXERCISES if s.name == "interview/never_ordered")
NOT_RIGHT = {"rows", "repeated"}


@pytest.fixture(autouse=True)
def _runtimes():
    needs_runtimes()


class Attempt:
    """The editor and the tools of one exercise."""

    def __init__(self, page, snippet):
        self.page = page
        self.selector = f'[data-exercise="{snippet.name}.sql"]'
        self.place = page.locator(self.selector)
        self.editor = self.place.locator("textarea")
        self.editor.wait_for()

    @property
    def status(self):
        return self.place.locator("[role=status]").inner_text()

    @property
    def printed(self):
        return self.place.locator("pre.ran").inner_text()

    def wait(self, run):
        ended = f'{self.selector}[data-runs="{run}"][aria-busy="false"]'
        self.page.locator(ended).wait_for(timeout=60_000)
        return self.place.get_attribute("data-verdict")

    def check(self, query, button="check"):
        before = int(self.place.get_attribute("data-runs") or 0)
        self.editor.fill(query)
        self.place.locator(f"[data-do={button}]").click()
        return self.wait(before + 1)


def sentence(key, language="en"):
    """What a message says before its first gap."""
    return said(key, language).split("{")[0].split("#")[0]


@pytest.fixture(scope="module")
def exercises(warm, address):
    """The page of the exercises, whose PostgreSQL stays warm."""
    warm.goto(f"{address}{PAGE}", wait_until="load")
    return warm


def test_the_page_has_every_exercise(exercises):
    places = exercises.locator("[data-exercise]").all()
    shown = [place.get_attribute("data-exercise") for place in places]
    assert sorted(shown) == [f"{s.name}.sql" for s in EXERCISES]
    assert len(shown) >= 25


@pytest.mark.measures
@pytest.mark.parametrize("snippet", EXERCISES, ids=lambda s: s.name)
def test_the_answer_is_right_and_each_wrong_answer_hears_why(exercises, snippet):
    attempt, printed = Attempt(exercises, snippet), outputs(snippet, record.load(snippet).output)
    assert attempt.check(snippet.sections["answer"]) == "right", attempt.status
    for name in (n for n in snippet.sections if n.startswith("wrong-")):
        verdict = attempt.check(snippet.sections[name])
        if "ERROR:" in printed[name]:
            assert verdict == "failed" and "ERROR:" in attempt.printed
        else:
            assert verdict in NOT_RIGHT, f"{name}: {attempt.status}"
        assert attempt.status.startswith(sentence(verdict))


@pytest.mark.parametrize(
    ("page", "language"),
    [((1280, "light"), "en"), ((390, "dark"), "ja")], indirect=["page"], ids=str,
)  # fmt: skip
def test_keys_alone_check_and_reset_in_each_language(page, address, language):
    page.goto(f"{address}{LANGUAGES[language]}{PAGE}", wait_until="load")
    attempt = Attempt(page, FIRST)
    attempt.editor.focus()
    page.keyboard.insert_text(FIRST.sections["answer"])
    page.keyboard.press("Control+Enter")
    assert attempt.wait(1) == "right"
    assert attempt.status.startswith(sentence("right", language))
    attempt.editor.focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("SELECT id, name FROM customers WHERE id > 111")
    page.keyboard.press("Control+Enter")
    assert attempt.wait(2) == "rows"
    assert attempt.place.locator("del").inner_text().startswith(said("missing", language))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.evaluate((runtimes.packages() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    assert page.evaluate(AXE, attempt.selector) == []
    attempt.place.locator("[data-do=reset]").focus()
    page.keyboard.press("Enter")
    until(page, f"!document.querySelector('{attempt.selector} textarea').value")
    assert attempt.status == ""
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert page.trouble == []


@desk
def test_a_change_of_the_data_is_gone_with_the_next_run(page, address):
    page.goto(f"{address}{PAGE}", wait_until="load")
    attempt = Attempt(page, FIRST)
    harm = "DELETE FROM orders; DROP TABLE events; CREATE TABLE left_behind (n int)"
    assert attempt.check(harm, "run") == "ran"
    assert attempt.check(FIRST.sections["answer"]) == "right"
    assert attempt.check("SELECT * FROM left_behind") == "failed"


@desk
def test_what_was_solved_is_remembered_in_both_languages(page, address):
    page.goto(f"{address}{PAGE}", wait_until="load")
    attempt = Attempt(page, FIRST)
    solved = attempt.place.locator(".exercise-solved")
    assert attempt.check("SELECT 1, 2") == "types" and solved.inner_text() == ""
    assert attempt.check(FIRST.sections["answer"]) == "right"
    assert solved.inner_text().startswith(sentence("solved"))
    page.goto(f"{address}ja/{PAGE}", wait_until="load")
    assert Attempt(page, FIRST).place.locator(".exercise-solved").inner_text() != ""


@desk
def test_what_cannot_be_compared_says_what_to_do(page, address):
    page.goto(f"{address}{PAGE}", wait_until="load")
    attempt = Attempt(page, FIRST)
    attempt.place.locator("[data-do=check]").click()
    page.locator(f'{attempt.selector}[data-verdict="empty"]').wait_for()
    queries = {
        "SELECT id FROM customers": "columns", "UPDATE customers SET name = ''": "nothing",
        "SELECT name, id FROM customers WHERE id > 110": "swapped",
        "SELECT id::text, name FROM customers WHERE id > 110": "types",
        "SELECT id, name FROM customers, generate_series(1, 2) WHERE id > 110": "repeated",
        "SELECT 1 /* ": "failed",
    }  # fmt: skip
    assert {query: attempt.check(query) for query in queries} == queries


@desk
def test_order_counts_only_where_the_question_asks_for_it(page, address):
    page.goto(f"{address}{PAGE}", wait_until="load")
    asked = next(s for s in EXERCISES if s.name == "interview/running_total")
    for snippet, verdict in ((asked, "order"), (FIRST, "right")):
        turned = f"SELECT * FROM ({snippet.sections['answer'].rstrip(';')}) AS a ORDER BY 1 DESC"
        assert Attempt(page, snippet).check(turned) == verdict


def test_without_scripts_the_answers_stand_folded(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}{PAGE}")
    assert plain.get_by_role("button", name=said("check")).count() == 0
    folded = plain.locator("details", has_text=load.words("en")["exercise_wrong"])
    assert folded.count() == len(EXERCISES)
    assert not folded.first.locator("code").first.is_visible()
    folded.first.locator("summary").click()
    assert folded.first.locator("code").first.is_visible()
    context.close()


def test_an_exercise_stands_under_the_heading_of_its_name():
    """By that id progress knows it, and both languages share it."""
    for suffix in ("", ".ja"):
        page = load.page(DOCS / f"interview/sql{suffix}.md")
        for snippet in EXERCISES:
            id_ = snippet.name.removeprefix("interview/").replace("_", "-")
            section = next(s for s in page.sections if s.id == id_)
            assert section.snippets == (snippet.name,)
