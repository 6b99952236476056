"""What to do in which week, as pure functions over minutes.

docs/assets/plan/schedule.js computes the same in the page; a test holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass

STEP = 15  # minutes by which the load of a week is tried
LEVELS = ("mid", "senior", "staff")


@dataclass(frozen=True)
class Lesson:
    """A page: its minutes, level, the pages to read before, and its phase, from 0."""

    id: str
    minutes: int
    level: str
    after: tuple[str, ...]
    phase: int


@dataclass(frozen=True)
class Item:
    """Something to build: its minutes by level, the pages to read before, its phase."""

    id: str
    minutes: dict[str, int]
    after: tuple[str, ...]
    phase: int


@dataclass(frozen=True)
class Work:
    """A part of the plan. `splits` says that it may go on for weeks; a page does not."""

    id: str
    kind: str  # page, drill or item
    minutes: int
    after: tuple[str, ...]
    phase: int

    @property
    def splits(self) -> bool:
        return self.kind != "page"


@dataclass(frozen=True)
class Plan:
    """`budget` is the minutes of a week, `weeks` of each week (work, minutes), and `left`
    (work, minutes that still fitted) of what did not fit."""

    budget: int
    weeks: tuple[tuple[tuple[str, int], ...], ...]
    left: tuple[tuple[str, int], ...]


def works(
    lessons: Iterable[Lesson],
    items: Iterable[Item],
    level: str,
    first: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
) -> tuple[Work, ...]:
    """Return what belongs into a plan, in its order: each page after its prerequisites and
    before its drill, which takes as long as the page, then what is built.

    A page of `without`, or for mid one of level staff, is in it only where something
    else builds on it. `first` are read first in their phase; for staff so are its pages."""
    by_id, items = {lesson.id: lesson for lesson in lessons}, list(items)
    phase: dict[str, int] = {}  # of what is in it: that of what builds on it, or earlier
    order: dict[str, None] = {}

    def need(id_: str, by: int) -> None:
        own = min(by, by_id[id_].phase) if id_ in by_id else by
        if id_ in by_id and own < phase.get(id_, own + 1):
            phase[id_] = own
            for before in by_id[id_].after:
                need(before, own)

    for lesson in by_id.values():
        if lesson.id not in without and not (level == "mid" and lesson.level == "staff"):
            need(lesson.id, lesson.phase)
    for item in items:
        for before in item.after:
            need(before, item.phase)

    def rank(lesson: Lesson) -> tuple[int, bool, int]:
        leads = level == "staff" and lesson.level == "staff"
        liked = first.index(lesson.id) if lesson.id in first else len(first)
        return (phase[lesson.id], not leads, liked)

    def visit(id_: str, above: frozenset[str] = frozenset()) -> None:
        if id_ in phase and id_ not in order and id_ not in above:
            for before in by_id[id_].after:
                visit(before, above | {id_})
            order[id_] = None

    for lesson in sorted((by_id[id_] for id_ in by_id if id_ in phase), key=rank):
        visit(lesson.id)
    found = []
    for id_ in order:
        lesson = by_id[id_]
        found.append(Work(id_, "page", lesson.minutes, lesson.after, phase[id_]))
        found.append(Work(f"{id_}#practice", "drill", lesson.minutes, (id_,), phase[id_]))
    for item in items:
        found.append(Work(item.id, "item", item.minutes[level], item.after, item.phase))
    return tuple(sorted(found, key=lambda work: work.phase))


def schedule(works: tuple[Work, ...], weeks: int, most: int) -> Plan:
    """Return what to do in each of `weeks` weeks of at most `most` minutes.

    A phase begins when the one before is done. A week takes one page, and more while pages
    fill no more than a third of it; then it goes on with one drill or item at a time, and
    only takes more pages where nothing else can be done. A page longer than a week has a
    week to itself. If all fits, the load is the smallest with which it does."""
    total = sum(work.minutes for work in works)
    longest = max((work.minutes for work in works if not work.splits), default=0)
    even = -(-total // (weeks * STEP)) * STEP
    for budget in range(max(even, min(longest, most), STEP), most, STEP):
        plan = fill(works, weeks, budget)
        if not plan.left:
            return plan
    return fill(works, weeks, most)


def fill(works: tuple[Work, ...], weeks: int, budget: int) -> Plan:
    """Return the plan of weeks of `budget` minutes."""
    rest = {work.id: work.minutes for work in works}
    planned = []
    for _ in range(weeks):
        room, read, blocks = budget, 0, []
        while room > 0 and (found := _next(_ready(works, rest), rest, room, read, budget)):
            minutes = min(rest[found.id], room) if found.splits else rest[found.id]
            read += 0 if found.splits else minutes
            room -= minutes
            rest[found.id] -= minutes
            blocks.append((found.id, minutes))
        planned.append(tuple(blocks))
    left = ((work.id, work.minutes - rest[work.id]) for work in works if rest[work.id])
    return Plan(budget, tuple(planned), tuple(left))


def _ready(works: tuple[Work, ...], rest: dict[str, int]) -> list[Work]:
    open_ = [work for work in works if rest[work.id]]
    phase = min((work.phase for work in open_), default=0)
    return [
        work for work in open_
        if work.phase == phase and not any(rest.get(before) for before in work.after)
    ]  # fmt: skip


def _next(
    ready: list[Work], rest: dict[str, int], room: int, read: int, budget: int
) -> Work | None:
    pages = [work for work in ready if not work.splits]
    practice = [work for work in ready if work.splits]
    if room == budget and pages and rest[pages[0].id] > budget:
        return pages[0]
    fit = next((page for page in pages if rest[page.id] <= room), None)
    if fit and (not read or read + rest[fit.id] <= budget // 3):
        return fit
    return practice[0] if practice else fit
