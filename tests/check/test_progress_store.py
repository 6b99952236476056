"""What a reader has done is kept on the device, and neither a second tab, nor a full or
blocked storage, nor a file of another kind loses any of it."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import node

PLAYER = Path(node.__file__).with_name("progress.mjs")
FIXTURE = Path(__file__).parents[1] / "fixtures" / "progress-1.json"
READ = {"at": 5, "print": "en:1"}


def play(*steps):
    """Return the answer to each step; see tests/node/progress.mjs."""
    return node.run(PLAYER, steps)


def last(*steps):
    return play(*steps)[-1]


def parts(text):
    return json.loads(text)["parts"]


def test_keeps_what_was_set_for_the_next_page():
    steps = [["a", "set", "read", "topics/data#locks", READ], ["b", "part", "read"]]
    assert last(*steps) == {"topics/data#locks": READ}


def test_takes_out_what_was_removed_and_only_that():
    steps = [["a", "set", "ticked", id_, 5] for id_ in ("one", "two")]
    assert last(*steps, ["a", "remove", "ticked", "one"], ["b", "part", "ticked"]) == {"two": 5}


def test_two_tabs_do_not_overwrite_each_other():
    steps = [["a", "part", "plan"], ["b", "part", "plan"], ["a", "set", "plan", "hours", 8]]
    steps += [["b", "set", "plan", "months", 6], ["c", "part", "plan"]]
    assert last(*steps) == {"hours": 8, "months": 6}


def test_a_tab_sees_what_another_one_does():
    steps = [["a", "part", "plan"], ["b", "set", "plan", "hours", 8], ["deliver"]]
    *_, seen, heard = play(*steps, ["a", "part", "plan"], ["a", "heard"])
    assert (seen, heard) == ({"hours": 8}, [None])


def test_of_one_entry_the_newest_wins_whatever_the_clock_says():
    steps = [["time", 9000], ["a", "set", "plan", "hours", 8], ["time", 10]]
    assert last(*steps, ["b", "set", "plan", "hours", 3], ["c", "part", "plan"]) == {"hours": 3}


def test_an_entry_that_one_tab_removed_does_not_come_back_from_the_other():
    steps = [["a", "set", "ticked", "one", 5], ["b", "part", "ticked"], ["deliver"]]
    steps += [["a", "remove", "ticked", "one"], ["b", "set", "ticked", "two", 6]]
    assert last(*steps, ["deliver"], ["a", "part", "ticked"]) == {"two": 6}


def test_a_cleared_progress_does_not_come_back_from_another_tab():
    steps = [["a", "set", "ticked", "one", 5], ["b", "part", "ticked"], ["a", "cleared"]]
    steps += [["b", "set", "ticked", "two", 6], ["deliver"], ["a", "part", "ticked"]]
    assert last(*steps) == {"two": 6}


def test_data_that_the_browser_cleared_is_gone():
    steps = [["a", "set", "ticked", "one", 5], ["b", "part", "ticked"]]
    steps += [["deliver"], ["wipe"], ["deliver"]]
    steps += [["b", "set", "ticked", "two", 6], ["c", "part", "ticked"]]
    assert last(*steps) == {"two": 6}


def test_a_write_that_another_tab_overwrote_is_written_again():
    other = json.loads(FIXTURE.read_text())
    steps = [["b", "part", "plan"], ["a", "set", "plan", "hours", 4], ["a", "set", "plan", "hours", 5]]
    steps += [["stored", json.dumps(other)], ["deliver"], ["stored"]]
    plan = parts(last(*steps))["plan"]
    assert plan["flavour"][1] == "data" and plan["hours"] == [1704, 8]
    assert set(parts(play(["a", "set", "plan", "level", "mid"], ["b", "part", "plan"],
                          ["stored", json.dumps(other)], ["a", "set", "plan", "x", 1],
                          ["stored"])[-1])["plan"]) == {"hours", "flavour", "level", "x"}  # fmt: skip


@pytest.mark.parametrize("mode", ["blocked", "full"])
def test_a_blocked_or_full_storage_is_named_and_work_goes_on_in_memory(mode):
    steps = [["a", "set", "plan", "hours", 8], ["storage", mode], ["a", "set", "plan", "months", 6]]
    steps += [["a", "trouble"], ["a", "part", "plan"], ["a", "exported"]]
    *_, trouble, plan, exported = play(*steps)
    assert (trouble, plan) == (mode, {"hours": 8, "months": 6})
    assert parts(exported)["plan"]["months"][1] == 6


@pytest.mark.parametrize("mode", ["blocked", "full"])
def test_what_memory_held_is_kept_once_the_storage_takes_it(mode):
    steps = [["storage", mode], ["a", "set", "plan", "months", 6], ["storage", "ok"]]
    steps += [["a", "set", "plan", "hours", 8], ["a", "trouble"], ["b", "part", "plan"]]
    assert play(*steps)[-2:] == [None, {"hours": 8, "months": 6}]


def test_a_blocked_storage_is_named_at_once():
    assert last(["storage", "blocked"], ["a", "trouble"]) == "blocked"


def test_what_is_unreadable_is_put_aside_not_overwritten():
    steps = [["stored", "{"], ["a", "trouble"], ["a", "set", "plan", "hours", 8], ["a", "unreadable"]]
    assert play(*steps, ["b", "part", "plan"])[1::2] == ["broken", "{"]
    assert last(*steps, ["b", "part", "plan"]) == {"hours": 8}


def test_what_is_unreadable_stays_where_it_cannot_be_put_aside():
    steps = [["storage", "full"], ["stored", "{"], ["a", "set", "plan", "hours", 8]]
    assert last(*steps, ["storage", "ok"], ["stored"]) == "{"


def test_what_a_later_handbook_wrote_stays_as_it_is():
    later = json.dumps({"format": "staff-backend-handbook progress", "version": 2})
    steps = [["stored", later], ["a", "set", "plan", "hours", 8], ["a", "trouble"]]
    assert play(*steps, ["a", "part", "plan"], ["stored"])[2:] == ["newer", {"hours": 8}, later]


def test_an_export_is_imported_on_another_device():
    steps = [["a", "set", "read", "topics/data", READ], ["a", "set", "plan", "hours", 8]]
    exported = last(*steps, ["a", "exported"])
    assert json.loads(exported)["version"] == 1
    assert json.loads(exported)["exported"] == "1970-01-01"
    steps = [["a", "imported", exported], ["b", "part", "read"], ["b", "part", "plan"]]
    assert play(*steps) == [{"problem": None}, {"topics/data": READ}, {"hours": 8}]


def test_an_import_merges_entry_by_entry():
    steps = [["time", 9000], ["a", "set", "plan", "hours", 3], ["a", "set", "plan", "x", 1]]
    steps += [["a", "imported", FIXTURE.read_text()], ["a", "part", "plan"]]
    assert last(*steps) == {"hours": 3, "x": 1, "flavour": "data"}


def test_who_clears_and_imports_has_all_back():
    steps = [["a", "set", "plan", "hours", 8], ["a", "exported"]]
    exported = last(*steps)
    steps += [["time", 5000], ["a", "cleared"], ["a", "part", "plan"]]
    assert last(*steps) == {}
    assert last(*steps, ["a", "imported", exported], ["b", "part", "plan"]) == {"hours": 8}


BROKEN = {
    "": "foreign",
    "[]": "foreign",
    "BEGIN:VCALENDAR": "foreign",
    '{"format": "another"}': "foreign",
    FIXTURE.read_text()[:-40]: "broken",
    FIXTURE.read_text().replace('"version": 1', '"version": 2'): "newer",
    FIXTURE.read_text().replace('"version": 1', '"version": "1"'): "broken",
    FIXTURE.read_text().replace('"plan"', '"plans"'): "broken",
    FIXTURE.read_text().replace("[1702, 1702]", "[1702, {}]"): "broken",
    FIXTURE.read_text().replace('"hours"', '"__proto__"'): "broken",
}


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:30] or "empty")
def test_a_file_that_is_no_progress_of_ours_changes_nothing(text):
    steps = [["a", "set", "plan", "hours", 8], ["a", "imported", text], ["a", "part", "plan"]]
    *_, answer, plan, stored = play(*steps, ["stored"])
    assert (answer, plan) == ({"problem": BROKEN[text]}, {"hours": 8})
    assert parts(stored)["plan"] == {"hours": [1000, 8]}


def test_a_file_of_version_1_is_read():
    steps = [["a", "imported", FIXTURE.read_text()]]
    steps += [["a", "part", name] for name in ("read", "ticked", "cards", "plan")]
    assert play(*steps) == [
        {"problem": None},
        {"topics/data": {"at": 1700, "print": "en:abc locks=123456"}},
        {"interview/resume-language": 1702},
        {"topics/data#question-1": {"due": 5, "reps": 1}},
        {"hours": 8, "flavour": "data"},
    ]


def test_a_file_of_an_earlier_version_is_made_one_of_this():
    script = f"""
      import {{ parsed, values }} from "./docs/assets/progress/format.js";
      const renamed = (file) => ({{ ...file, parts: {{ ...file.parts, cards: {{}} }} }});
      const steps = {{ 1: renamed, 2: (file) => file }};
      const {{ state }} = parsed({json.dumps(FIXTURE.read_text())}, 3, steps);
      console.log(JSON.stringify([values(state, "cards"), values(state, "plan")]));
    """
    assert json.loads(node.evaluate(script)) == [{}, {"hours": 8, "flavour": "data"}]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["reads", "a", READ], "no part reads"),
        (["read", "A b", READ], "not an id: A b"),
        (["read", "a", 5], "read: a: 5"),
        (["plan", "a", None], "plan: a: null"),
    ],
)
def test_what_no_part_may_hold_is_refused(words, problem):
    refused, stored = play(["a", "set", *words], ["stored"])
    assert problem in refused["error"] and stored is None


def test_ids_that_objects_inherit_are_ids_like_others():
    steps = [["a", "remove", "ticked", "constructor"], ["a", "set", "ticked", "constructor", 5]]
    assert last(*steps, ["b", "part", "ticked"]) == {"constructor": 5}


TABS = st.sampled_from(["a", "b", "c"])
IDS = st.sampled_from(["one", "two", "three"])
STEP = st.one_of(
    st.tuples(TABS, st.just("set"), st.just("plan"), IDS, st.integers(0, 99)),
    st.tuples(TABS, st.just("remove"), st.just("plan"), IDS),
    st.tuples(TABS, st.just("cleared")),
    st.tuples(st.just("time"), st.integers(1, 5000)),
    st.just(("deliver",)),
)


def after(steps):
    """What stands in the plan when each step was done in its order."""
    plan = {}
    for _, *words in steps:
        if words[:1] == ["set"]:
            plan[words[2]] = words[3]
        elif words[:1] == ["remove"]:
            plan.pop(words[2], None)
        elif words == ["cleared"]:
            plan = {}
    return plan


@settings(max_examples=5, deadline=None)
@given(st.lists(st.lists(STEP, min_size=4, max_size=25), min_size=30, max_size=30))
def test_tabs_end_up_with_what_was_done_last(plays):
    look = [["deliver"], *([tab, "part", "plan"] for tab in "abc"), ["anew"]]
    answers = iter(play(*(step for steps in plays for step in [*steps, *look])))
    for steps in plays:
        shown = [next(answers) for _ in [*steps, *look]][-4:-1]
        assert shown == [after(steps)] * 3, steps
