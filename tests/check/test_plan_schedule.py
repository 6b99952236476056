"""The schedule of the study plan reads nothing before its prerequisite, everything once, and
no more in a week than the reader has; the page computes what the build computes."""

from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import load
from macros.plan import data
from macros.plan.schedule import LEVELS, STEP, Item, Lesson, fill, schedule, works
from tests.node import call

LEVEL = st.sampled_from(LEVELS)


@st.composite
def catalogs(draw):
    """Pages whose prerequisites are pages listed anywhere before, and items; a prerequisite
    may be of a later phase, and may not exist."""
    names = [f"p{n}" for n in range(draw(st.integers(0, 9)))]
    lessons = []
    for n, name in enumerate(names):
        before = draw(st.lists(st.sampled_from([*names[:n], "gone"]), max_size=3, unique=True))
        minutes, phase = draw(st.integers(1, 200)), draw(st.integers(0, 2))
        lessons.append(Lesson(name, minutes, draw(LEVEL), tuple(before), phase))
    after = st.lists(st.sampled_from([*names, "gone"]), max_size=2, unique=True).map(tuple)
    items = [
        Item(f"i{n}", {level: draw(st.integers(1, 900)) for level in LEVELS}, draw(after), n % 3)
        for n in range(draw(st.integers(0, 4)))
    ]
    shuffled = draw(st.permutations(lessons))
    liked = st.lists(st.sampled_from([*names, "gone"]), max_size=3, unique=True).map(tuple)
    return shuffled, sorted(items, key=lambda i: i.phase), draw(LEVEL), draw(liked), draw(liked)


CASES = st.tuples(catalogs(), st.integers(1, 52), st.integers(1, 40))
many = settings(max_examples=50, deadline=None)


def planned(case):
    catalog, weeks, hours = case
    all_ = works(*catalog)
    return all_, schedule(all_, weeks, hours * 60)


def order(plan):
    return [id_ for week in plan.weeks for id_, _ in week]


@many
@given(CASES)
def test_nothing_comes_before_what_it_builds_on(case):
    all_, plan = planned(case)
    done, ids = {}, {work.id for work in all_}
    minutes = {work.id: work.minutes for work in all_}
    after = {work.id: [b for b in work.after if b in ids] for work in all_}
    for id_, took in (block for week in plan.weeks for block in week):
        assert all(done.get(before, 0) == minutes[before] for before in after[id_])
        done[id_] = done.get(id_, 0) + took


@many
@given(CASES)
def test_every_page_is_read_once_or_named_as_left_out(case):
    all_, plan = planned(case)
    left = [id_ for id_, _ in plan.left]
    for work in (work for work in all_ if work.kind == "page"):
        assert order(plan).count(work.id) + left.count(work.id) == 1


@many
@given(CASES)
def test_what_is_planned_takes_its_minutes_or_is_named_with_those_that_fit(case):
    all_, plan = planned(case)
    fitted = {work.id: 0 for work in all_}
    for id_, took in (block for week in plan.weeks for block in week):
        assert took > 0
        fitted[id_] += took
    left = dict(plan.left)
    assert all(fitted[w.id] == left.get(w.id, w.minutes) for w in all_)


@many
@given(CASES)
def test_no_week_is_over_budget_but_for_a_page_longer_than_one(case):
    _, plan = planned(case)
    assert plan.budget <= case[2] * 60
    for week in plan.weeks:
        assert sum(took for _, took in week) <= plan.budget or len(week) == 1


@many
@given(CASES)
def test_only_a_page_longer_than_the_readers_week_breaks_the_readers_budget(case):
    all_, plan = planned(case)
    kinds = {work.id: work.kind for work in all_}
    for week in plan.weeks:
        if sum(took for _, took in week) > case[2] * 60:
            assert [kinds[id_] for id_, _ in week] == ["page"]


@many
@given(CASES)
def test_phases_follow_each_other(case):
    all_, plan = planned(case)
    phase = {work.id: work.phase for work in all_}
    shown = [phase[id_] for id_ in order(plan)]
    assert shown == sorted(shown)


@many
@given(CASES)
def test_the_load_is_the_smallest_that_holds_all(case):
    all_, plan = planned(case)
    weeks, most = case[1], case[2] * 60
    if plan.left:
        assert plan.budget == most
    smaller = plan.budget - STEP
    pages = [work.minutes for work in all_ if work.kind == "page"]
    if smaller >= max([STEP, *(min(minutes, most) for minutes in pages)]) and not plan.left:
        assert plan.budget == most or fill(all_, weeks, smaller).left


@many
@given(catalogs())
def test_a_level_and_a_flavour_choose_pages_and_what_these_build_on(catalog):
    lessons, items, level, _, without = catalog
    chosen = {work.id for work in works(*catalog) if work.kind == "page"}
    needed = {b for i in items for b in i.after} | {b for p in lessons if p.id in chosen for b in p.after}
    for page in lessons:
        meant = page.id not in without and not (level == "mid" and page.level == "staff")
        assert (page.id in chosen) == (meant or page.id in needed)


@settings(max_examples=3, deadline=None)
@given(st.lists(CASES, min_size=60, max_size=60))
def test_the_page_computes_what_the_build_computes(cases):
    asked = []
    for (lessons, items, *choice), weeks, hours in cases:
        catalog = [[asdict(one) for one in some] for some in (lessons, items)]
        asked.append(["plan/schedule", "works", *catalog, *choice])
    ours = [works(*catalog) for catalog, *_ in cases]
    assert call(*asked) == [[listed(asdict(w)) for w in all_] for all_ in ours]
    plans = [schedule(a, weeks, hours * 60) for a, (_, weeks, hours) in zip(ours, cases, strict=True)]
    asked = [
        ["plan/schedule", "schedule", [asdict(w) for w in all_], weeks, hours * 60]
        for all_, (_, weeks, hours) in zip(ours, cases, strict=True)
    ]
    assert call(*asked) == [listed(asdict(plan)) for plan in plans]


def listed(value):
    """`value` with lists for tuples, as JSON has it."""
    if isinstance(value, dict):
        return {key: listed(one) for key, one in value.items()}
    return [listed(one) for one in value] if isinstance(value, (list, tuple)) else value


def test_pages_that_wait_for_each_other_end():
    lessons = [Lesson("a", 5, "mid", ("b",), 0), Lesson("b", 5, "mid", ("a",), 0)]
    all_ = works(lessons, [], "mid")
    assert [id_ for id_, _ in schedule(all_, 3, 60).left] == [w.id for w in all_]


def ours(level="senior", flavour="product"):
    plan = data.plan()
    pages = {page.name: page for page in load.pages() if page.language == "en"}
    chosen = plan["flavours"][flavour]
    lessons, items = data.lessons(plan, pages), data.items(plan)
    return works(lessons, items, level, tuple(chosen["first"]), tuple(chosen["without"]))


@pytest.mark.parametrize("flavour", ["product", "platform", "data"])
@pytest.mark.parametrize("level", LEVELS)
def test_twelve_months_of_the_usual_hours_hold_everything_near_the_months_of_the_source(
    level, flavour
):
    all_ = ours(level, flavour)
    plan = schedule(all_, 52, data.plan()["start"]["hours"] * 60)
    assert not plan.left
    phase = {work.id: work.phase for work in all_}
    ends = {phase[id_]: n for n, week in enumerate(plan.weeks, 1) for id_, _ in week}
    assert 9 <= ends[0] <= 16 and 22 <= ends[1] <= 30 and ends[2] >= 45, ends


def test_a_flavour_changes_what_is_read_first():
    pages = {
        flavour: [work.id for work in ours(flavour=flavour) if work.kind == "page"]
        for flavour in ("product", "platform", "data")
    }
    assert pages["platform"].index("topics/language") < pages["product"].index("topics/language")
    assert pages["data"].index("deep-dives/postgresql") < pages["product"].index("deep-dives/postgresql")
    assert "deep-dives/fastapi-vs-django" not in pages["data"]


def test_staff_pages_lead_for_staff_and_are_not_asked_of_mid():
    mid, staff = ([w.id for w in ours(level) if w.kind == "page"] for level in ("mid", "staff"))
    assert "topics/leadership" not in mid and "topics/design" in mid
    assert staff.index("topics/leadership") < staff.index("deep-dives/event-driven")
