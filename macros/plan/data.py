"""Reads macros/data/plan.yaml and what pages say of themselves into what is scheduled."""

import functools

from macros import load, show
from macros.facts import LEVELS, TAUGHT
from macros.plan.schedule import Item, Lesson
from macros.site import LANGUAGES, MacroError
from snippets.runner.catalog import shown

PATH = load.DATA / "plan.yaml"
WHERE = shown(PATH)
MONTHS = (3, 6, 12)
WEEKS = {3: 13, 6: 26, 12: 52}
_ITEM = {"id", "hours", "after", "learn", "run", "projects", *LANGUAGES}
_ITEM |= {f"{key}_{language}" for key in ("name", "done") for language in LANGUAGES}


@functools.cache
def plan() -> dict:
    """Return the data of the plan. Raises MacroError for what cannot be."""
    data = load.read_yaml(PATH)
    check(data, load.coverage(), load.pages())
    return data


def check(data: dict, rows: tuple[load.Row, ...], pages: list[load.Page]) -> None:
    """Raise MacroError unless `data` has each phase of `rows` and each page that teaches
    once, and leads only to sections, snippets and pages that there are."""
    load.only_keys(WHERE, data, {"start", "phases", "flavours"}, set())
    phases = [phase.get("id") for phase in data["phases"]]
    wanted = [row.id for row in rows if row.page == "study-plan"]
    if phases != wanted:
        raise MacroError(f"{WHERE}: phases must be {', '.join(wanted)}, not {phases}")
    planned = {row.page for row in rows if row.page.startswith(TAUGHT)}
    taught = {page.name for page in pages if page.name.startswith(TAUGHT)}
    named = [name for phase in data["phases"] for name in phase["pages"]]
    _check_pages(named, planned, taught)
    there = {f"{page.name}#{section.id}" for page in pages for section in page.sections}
    for phase in data["phases"]:
        where = f"{WHERE}: {phase['id']}"
        load.only_keys(where, phase, {"id", "pages", "items"}, set())
        for item in phase["items"]:
            _check_item(f"{where}: {item.get('id')}", item, planned, there)
    for name, flavour in data["flavours"].items():
        where = f"{WHERE}: {name}"
        load.only_keys(where, flavour, {"first", "without", *LANGUAGES}, set())
        _known(where, [*flavour["first"], *flavour["without"]], planned, "page")
    _check_start(data["start"], data["flavours"])


def _check_pages(named: list[str], planned: set[str], taught: set[str]) -> None:
    _known(WHERE, named, planned | taught, "page")
    for name in named:
        if named.count(name) > 1:
            raise MacroError(f"{WHERE}: {name} stands there twice; leave one")
    for name in sorted(planned - set(named)):
        raise MacroError(f"{WHERE}: {name} is missing; add it to the phase that reads it")


def _check_item(where: str, item: dict, planned: set[str], there: set[str]) -> None:
    load.only_keys(where, item, _ITEM, set())
    load.only_keys(f"{where}: hours", item["hours"], LEVELS, set())
    if not all(isinstance(hours, int) and hours > 0 for hours in item["hours"].values()):
        raise MacroError(f"{where}: hours must be whole numbers above 0")
    _known(where, [*item["after"], *item["projects"]], planned, "page")
    _known(where, item["learn"], there, "section")
    for name in item["run"]:
        show.siblings(name)


def _check_start(start: dict, flavours: dict) -> None:
    where = f"{WHERE}: start"
    load.only_keys(where, start, {"level", "flavour", "hours", "months"}, set())
    _known(where, [start["level"]], LEVELS, "level")
    _known(where, [start["flavour"]], set(flavours), "flavour")
    _known(where, [start["months"]], set(MONTHS), "length")


def _known(where: str, given: list, known: set, what: str) -> None:
    for name in given:
        if name not in known:
            raise MacroError(f"{where}: there is no {what} {name!r}")


def lessons(data: dict, pages: dict[str, load.Page]) -> list[Lesson]:
    """Return the pages of the plan that are there, in its order. `pages` are those of one
    language by name, in English, whose front matter holds the facts."""
    found = []
    for number, phase in enumerate(data["phases"]):
        for page in (pages[name] for name in phase["pages"] if name in pages):
            front = page.front
            after = tuple(front["reads_first"])
            found.append(Lesson(page.name, front["minutes"], front["level"], after, number))
    return found


def items(data: dict) -> list[Item]:
    """Return what is built in the plan, in its order."""
    return [
        Item(
            f"study-plan#{item['id']}",
            {level: hours * 60 for level, hours in item["hours"].items()},
            tuple(item["after"]),
            number,
        )
        for number, phase in enumerate(data["phases"])
        for item in phase["items"]
    ]
