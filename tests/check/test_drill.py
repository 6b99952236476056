"""The drill asks what is due and what is new, brings back what was missed, and keeps time."""

import json

import pytest

from macros.run import runtimes
from tests import node
from tests.conftest import unavailable
from tests.node import call

MINUTE, DAY, NOW = 60_000, 86_400_000, 1_800_000_000_000
THINK = {"mid": 2, "senior": 3, "staff": 4}
CARD = {"stability": 1, "difficulty": 1, "scheduled_days": 1, "reps": 1, "lapses": 0, "state": 2}


def question(number, level="mid", round_="sql", page="topics/data"):
    return {"id": f"{page}#questions-{level}-{number}", "page": page, "level": level, "round": round_}


def card(due):
    return CARD | {"due": due}


QUESTIONS = [question(n) for n in range(1, 7)]
ANY = {"round": "", "topic": "", "level": ""}


def iso(milliseconds):
    [text] = [json.loads(node.evaluate(f"console.log(JSON.stringify(new Date({milliseconds})))"))]
    return text


@pytest.mark.parametrize(
    ("chosen", "matches"),
    [
        (ANY, True), (ANY | {"round": "sql"}, True), (ANY | {"round": "coding"}, False),
        (ANY | {"level": "staff"}, False), (ANY | {"topic": "topics/data", "level": "mid"}, True),
        (ANY | {"topic": "topics/api"}, False),
    ],
)  # fmt: skip
def test_a_question_is_of_the_choice_or_not(chosen, matches):
    assert call(["interview/choose", "matches", QUESTIONS[0], chosen]) == [matches]


def test_counts_what_is_due_new_and_later():
    cards = {
        QUESTIONS[0]["id"]: card(iso(NOW - DAY)),
        QUESTIONS[1]["id"]: card(iso(NOW + DAY)),
        QUESTIONS[2]["id"]: {"due": "yesterday"},
    }
    [found] = call(["interview/choose", "counted", QUESTIONS, cards, NOW])
    assert found == {"due": 1, "fresh": 4, "later": 1, "next": NOW + DAY}


def sitting(minutes, cards=None, questions=QUESTIONS):
    words = {"now": NOW, "minutes": minutes, "think": THINK}
    [asked] = call(["interview/choose", "sitting", questions, cards or {}, words])
    return [q["id"] for q in asked]


def test_asks_first_what_has_waited_longest_and_never_what_comes_later():
    due = {QUESTIONS[4]["id"]: card(iso(NOW - 2 * DAY)), QUESTIONS[1]["id"]: card(iso(NOW - DAY))}
    later = {QUESTIONS[0]["id"]: card(iso(NOW + DAY))}
    asked = sitting(0, due | later)
    assert asked[:2] == [QUESTIONS[4]["id"], QUESTIONS[1]["id"]]
    assert set(asked) == {q["id"] for q in QUESTIONS[1:]}


@pytest.mark.parametrize(("minutes", "count"), [(1, 1), (4, 2), (5, 2), (12, 6), (0, 6)])
def test_asks_no_more_than_fits_into_the_time(minutes, count):
    assert len(sitting(minutes)) == count


def session(*ratings, count=5):
    calls = [["interview/session", "begun", list(range(count))]]
    [state] = call(*calls)
    order = []
    for rating in ratings:
        order.append(state["waiting"][0])
        [state] = call(["interview/session", "rated", state, rating])
    return order, state


def test_what_was_missed_is_asked_again_three_questions_later():
    order, state = session(1, 3, 3, 4, 2, 3)
    assert order == [0, 1, 2, 3, 0, 4]
    assert (state["waiting"], state["answered"], state["missed"]) == ([], 6, 1)


def test_the_last_question_missed_is_asked_at_once():
    order, state = session(1, 1, 3, count=1)
    assert (order, state["waiting"], state["missed"]) == ([0, 0, 0], [], 2)


def test_a_stopped_clock_stands():
    [clock] = call(["interview/clock", "started", 2, NOW])
    [stopped] = call(["interview/clock", "toggled", clock, NOW + MINUTE])
    [again] = call(["interview/clock", "toggled", stopped, NOW + 9 * MINUTE])
    calls = [[clock, NOW + MINUTE], [stopped, NOW + 8 * MINUTE], [again, NOW + 11 * MINUTE]]
    left = call(*(["interview/clock", "left", *words] for words in calls))
    assert left == [MINUTE, MINUTE, -MINUTE]


@pytest.mark.parametrize(("time", "text"), [(61_000, "1:01"), (-500, "0:01"), (600_000, "10:00")])
def test_time_is_written_in_minutes_and_seconds(time, text):
    assert call(["interview/clock", "minutes", time]) == [text]


@pytest.fixture(scope="module")
def library():
    try:
        return runtimes.prepare() / "fsrs" / "fsrs.mjs"
    except runtimes.Unavailable as why:
        unavailable(why)


def rate(library, *ratings, at=None, first="undefined"):
    """The cards after ratings, each at the time at which the question was due."""
    at = at or [None] * len(ratings)
    script = f"""
      import * as library from {json.dumps(library.as_uri())};
      import {{ scheduling }} from "./docs/assets/interview/schedule.js";
      const {{ rate, preview }} = scheduling(library);
      let card = {first}, now = {NOW};
      const cards = [], spans = [];
      for (const rating of {list(ratings)}) {{
        spans.push(preview(card, now));
        card = rate(card, rating, now);
        cards.push(card);
        now = Date.parse(card.due);
      }}
      console.log(JSON.stringify({{ cards, spans }}));
    """
    return json.loads(node.evaluate(script))


def test_a_missed_question_comes_back_within_the_hour_and_a_good_one_in_days(library):
    [again, hard, good, easy] = rate(library, 3)["spans"][0]
    assert again == 10 * MINUTE and again < hard < 60 * MINUTE
    assert DAY <= good < easy


def test_what_goes_well_comes_back_later_and_later(library):
    spans = [spans[2] for spans in rate(library, 3, 3, 3, 3)["spans"]]
    assert spans == sorted(spans) and spans[-1] > 20 * spans[0]


def test_a_lapse_brings_a_question_back_soon_and_counts(library):
    cards = rate(library, 3, 3, 1)["cards"]
    assert [c["lapses"] for c in cards] == [0, 0, 1]
    assert cards[-1]["stability"] < cards[-2]["stability"]


def test_a_card_that_cannot_be_read_counts_as_none(library):
    known = rate(library, 3)["cards"]
    assert rate(library, 3, first='{"due": "soon"}')["cards"] == known


def test_without_the_library_there_is_no_schedule():
    assert call(["interview/schedule", "scheduling", None]) == [None]


@pytest.mark.parametrize(
    ("milliseconds", "english", "japanese"),
    [(10 * MINUTE, "10 min", "10 分"), (3 * DAY, "3 days", "3 日"), (1000, "1 min", "1 分")],
)
def test_a_span_is_said_in_the_readers_language(milliseconds, english, japanese):
    spans = call(*(["interview/schedule", "spanned", milliseconds, lang] for lang in ("en", "ja")))
    assert spans == [english, japanese]


def test_progress_is_counted_by_round():
    items = [{"id": n, "round": r, "level": "mid"} for n, r in (("a", "sql"), ("b", "sql"), ("c", "coding"))]
    [found] = call(["interview/ticked", "byRound", items, {"a": 1, "gone": 1}])
    assert found == {"sql": {"done": 1, "all": 2}, "coding": {"done": 0, "all": 1}}
