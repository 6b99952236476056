"""What the page shows of a plan, and the calendar that it writes, are right for any choice."""

import datetime
import functools
import json

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import plan
from macros.site import LANGUAGES, Site
from tests import node
from tests.node import call

SITES = {"en": Site("study-plan.md", 1, "en", "../"), "ja": Site("study-plan.ja.md", 1, "ja", "../../")}
NOW = 1_795_000_000_000
languages = pytest.mark.parametrize("language", LANGUAGES)


@functools.cache
def config(language="en"):
    return json.loads(json.dumps(plan.decide(SITES[language])["config"]))


def settled(kept, today="2026-11-23"):
    return call(["plan/settings", "settingsFrom", kept, config(), today])[0]


def planned(**kept):
    chosen = settled(kept)
    shown = call(["plan/settings", "planned", chosen, config(), {}])[0]
    return chosen, shown


def test_settings_that_make_no_sense_are_the_usual_ones():
    usual = settled({})
    assert usual["start"] == "2026-11-23" and usual["weeks"] == 52 and usual["hours"] == 6
    wrong = {"start": "2026-02-30", "hours": 0, "months": 5, "level": "toString", "flavour": 3}
    assert settled(wrong | {"weeks": 400, "since": "x"}) == usual
    assert settled({"months": "toString", "flavour": "toString"}) == usual


@pytest.mark.parametrize("hours", ["0", "41", "2.5", "", "x"])
def test_hours_that_are_none_are_refused(hours):
    form = {"start": "2026-11-23", "hours": hours}
    right = form | {"hours": "6"}
    asked = [["plan/settings", "isWhole", each] for each in (form, right, right | {"start": ""})]
    assert call(*asked) == [False, True, False]


def test_a_plan_for_the_rest_ends_when_the_old_one_did():
    old = settled({"start": "2026-01-05", "months": 6})
    rest = call(["plan/settings", "rest", old, "2026-04-01", NOW])[0]
    assert (rest["start"], rest["since"]) == ("2026-04-01", NOW)
    end = datetime.date(2026, 1, 5) + datetime.timedelta(weeks=26)
    new = datetime.date(2026, 4, 1) + datetime.timedelta(weeks=rest["weeks"])
    assert datetime.timedelta(0) <= new - end < datetime.timedelta(7)
    late = call(["plan/settings", "rest", old, "2027-04-01", NOW])[0]
    assert late["weeks"] == 1


def test_too_few_hours_name_what_does_not_fit_and_what_is_not_meant():
    _, shown = planned(hours=1, months=3, level="mid")
    assert shown["missing"] and "topics/leadership" in shown["unmeant"]
    assert "topics/data" in shown["long"]
    _, shown = planned(hours=6, months=12)
    assert (shown["missing"], shown["long"], shown["unmeant"]) == ([], [], [])


def test_what_was_done_before_a_new_plan_is_not_in_it():
    script = """
      import { doneAt, planned, settingsFrom } from "./docs/assets/plan/settings.js";
      const config = CONFIG;
      const done = doneAt({ "topics/data": { at: 5, print: "" } }, { "topics/data#practice": 9 });
      const at = (since) => planned({ ...settingsFrom({}, config, "2026-11-23"), since }, config, done);
      console.log(JSON.stringify([0, 6, 10].map((since) => at(since).all.length)));
    """
    every, one, two = json.loads(node.evaluate(script.replace("CONFIG", json.dumps(config()))))
    assert (every - one, one - two) == (1, 1)


def test_weeks_of_the_same_are_one_row_but_for_this_week():
    works = [{"id": "a", "phase": 0}, {"id": "b", "phase": 1}]
    weeks = {"weeks": [[["a", 5]], [["a", 5]], [["a", 5]], [["a", 2], ["b", 3]], []]}
    asked = [["plan/view", "rows", weeks, works, "2026-11-23", day] for day in ("2026-01-01", "2026-12-01")]
    calm, now = call(*asked)
    assert [(row["first"], row["last"], row["to"]) for row in calm] == [
        (0, 2, "2026-12-13"), (3, 3, "2026-12-20"),
    ]  # fmt: skip
    assert [(row["first"], row["isNow"]) for row in now] == [(0, False), (1, True), (2, False), (3, False)]


def test_what_is_over_and_not_done_has_slipped():
    script = """
      import { late } from "./docs/assets/plan/view.js";
      const plan = { weeks: [[["a", 5]], [["a", 5], ["b", 5]], [["c", 5]]] };
      const days = ["2026-11-29", "2026-12-06", "2026-12-07"];
      const shown = days.map((day) => late(plan, "2026-11-23", day, { b: 1 }));
      console.log(JSON.stringify(shown));
    """
    assert json.loads(node.evaluate(script)) == [[], [], ["a"]]


def calendar(language, **kept):
    chosen, shown = planned(**kept)
    given_ = call(["plan/view", "events", shown["plan"], shown["all"], chosen["start"], config(language)["names"]])[0]
    events = [event | {"text": f"{event['minutes']}; a,\nb", "url": "https://x.test/é"} for event in given_]
    return events, call(["plan/ics", "calendar", events, "計画 Plan", NOW])[0]


@languages
@pytest.mark.parametrize("kept", [{}, {"hours": 2, "months": 3, "flavour": "data"}])
def test_the_calendar_is_read_by_an_independent_parser(language, kept):
    events, text = calendar(language, **kept)
    read = icalendar.Calendar.from_ical(text)
    assert str(read["X-WR-CALNAME"]) == "計画 Plan"
    found = read.walk("VEVENT")
    assert len(found) == len(events) > 3
    for event, parsed in zip(events, found, strict=True):
        assert str(parsed["SUMMARY"]) == event["title"]
        assert str(parsed["DESCRIPTION"]) == event["text"]
        assert str(parsed["URL"]) == event["url"]
        assert parsed["DTSTART"].dt == datetime.date.fromisoformat(event["from"])
        assert parsed["DTEND"].dt == datetime.date.fromisoformat(event["until"])
        assert (parsed["DTEND"].dt - parsed["DTSTART"].dt).days % 7 == 0
        assert parsed["DTSTAMP"].dt == datetime.datetime.fromtimestamp(NOW / 1000, datetime.timezone.utc)
        assert not parsed.errors
    uids = [str(event["UID"]) for event in found]
    assert len(set(uids)) == len(uids)


def test_an_event_keeps_its_uid_when_it_moves():
    uids = []
    for kept in ({"hours": 6}, {"hours": 20, "start": "2027-01-04"}):
        events, text = calendar("en", **kept)
        found = icalendar.Calendar.from_ical(text).walk("VEVENT")
        uids.append({event["id"]: str(parsed["UID"]) for event, parsed in zip(events, found, strict=True)})
    assert uids[0] == uids[1]


def test_lines_end_and_fold_as_rfc_5545_asks():
    _, text = calendar("ja")
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b"" and not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # no character is cut


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)


@settings(max_examples=5, deadline=None)
@given(st.lists(TEXT, min_size=30, max_size=30))
def test_any_words_come_back_from_the_calendar(texts):
    same = {"from": "2026-11-23", "until": "2026-11-30", "url": "https://x.test/", "text": ""}
    events = [same | {"id": f"w{n}", "title": text} for n, text in enumerate(texts)]
    [text] = call(["plan/ics", "calendar", events, "x", NOW])
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in found] == texts


def test_the_load_of_the_chart_is_that_of_the_weeks():
    _, shown = planned()
    [bars] = call(["plan/chart", "loads", shown["plan"], shown["all"]])
    weeks = shown["plan"]["weeks"]
    assert [bar["read"] + bar["practice"] for bar in bars] == [sum(m for _, m in week) for week in weeks]
    pages = sum(work["minutes"] for work in shown["all"] if work["kind"] == "page")
    assert sum(bar["read"] for bar in bars) == pages
