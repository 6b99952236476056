"""The study plan: what to read and build in which week, dated in the page by its script.

Which pages and items there are is said in macros/data/plan.yaml; what a page asks of its
reader, in the front matter of that page.
"""

from dataclasses import asdict

from macros import load, show, templating
from macros.load import Page
from macros.plan import data
from macros.plan.schedule import LEVELS, Plan, Work, schedule, works
from macros.progress import prints, told
from macros.site import LANGUAGES, MacroError, Site
from snippets.runner.catalog import FOLDER

# What a page is gone through again with: a project has no exercises, only questions.
DRILLS = ("practice", "questions")


def _pages() -> dict[str, dict[str, Page]]:
    """Language -> name -> page."""
    found: dict[str, dict[str, Page]] = {language: {} for language in LANGUAGES}
    for page in load.pages():
        found[page.language][page.name] = page
    return found


def _titles(pages: dict[str, Page]) -> dict[str, str]:
    """page or page#section -> its title."""
    titles = {name: page.sections[0].title for name, page in pages.items()}
    sections = ((p.name, s) for p in pages.values() for s in p.sections if s.id)
    return titles | {f"{name}#{section.id}": section.title for name, section in sections}


def _link(site: Site, id_: str, titles: dict[str, str]) -> dict[str, str]:
    page, _, section = id_.partition("#")
    address = site.address(page, site.language) + (f"#{section}" if section else "")
    return {"title": titles[id_].replace("`", ""), "url": address}


def _file(site: Site, name: str) -> dict[str, str]:
    path = site.guard(show.siblings, name)[0].path.relative_to(FOLDER).as_posix()
    return {"title": name, "url": f"{site.home}snippets/{path}"}


def named(site: Site, plan: dict, titles: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the title and the address of all that a plan may hold, by its id."""
    pages = [name for phase in plan["phases"] for name in phase["pages"] if name in titles]
    found = {name: _link(site, name, titles) for name in pages}
    drill = load.words(site.language)["plan_drill"]
    for name in pages:
        title = drill.replace("{title}", titles[name])
        drilled = next(id_ for s in DRILLS if (id_ := f"{name}#{s}") in titles)
        found[f"{name}#practice"] = _link(site, drilled, titles) | {"title": title}
    for item in (item for phase in plan["phases"] for item in phase["items"]):
        id_ = f"study-plan#{item['id']}"
        found[id_] = {"title": item[f"name_{site.language}"], "url": f"#{item['id']}"}
    return found


def worded(minutes: int, words: dict[str, str]) -> str:
    """Return hours and minutes in words, without those that are 0."""
    hours, rest = divmod(minutes, 60)
    key = "plan_time" if hours and rest else "plan_time_h" if hours else "plan_time_m"
    return words[key].format(h=hours, m=rest)


def rows(
    plan: Plan, all_: tuple[Work, ...], names: dict[str, dict], words: dict[str, str]
) -> list[list[dict]]:
    """Return for each phase its weeks as {first, last, blocks}; weeks in which nothing but
    the same item goes on are one row."""
    phase = {work.id: work.phase for work in all_}
    found: list[list[dict]] = [[] for _ in range(max(phase.values(), default=0) + 1)]
    for number, week in enumerate(plan.weeks, 1):
        blocks = [{"time": worded(minutes, words), **names[id_]} for id_, minutes in week]
        if not blocks:
            continue
        group = found[phase[week[0][0]]]
        before = group[-1]["blocks"] if group else []
        if len(blocks) == 1 and before == blocks:
            group[-1]["last"] = number
        else:
            group.append({"first": number, "last": number, "blocks": blocks})
    return found


def decide(site: Site) -> dict[str, object]:
    """Return the plan without dates, and what the script needs to date another one."""
    plan = site.guard(data.plan)
    pages, words = _pages(), load.words(site.language)
    titles = _titles(pages[site.language])
    lessons, items = data.lessons(plan, pages["en"]), data.items(plan)
    start, flavours = plan["start"], plan["flavours"]
    names = named(site, plan, titles)
    liked = flavours[start["flavour"]]
    usual = works(lessons, items, start["level"], tuple(liked["first"]), tuple(liked["without"]))
    dated = schedule(usual, data.WEEKS[start["months"]], start["hours"] * 60)
    phases = [titles[f"study-plan#{phase['id']}"] for phase in plan["phases"]]
    both = {p.id: prints.of_page(pages["en"][p.id], pages["ja"][p.id]) for p in lessons}
    config = {
        "language": site.language,
        "start": start,
        "weeks": data.WEEKS,
        "lessons": [asdict(lesson) for lesson in lessons],
        "items": [asdict(item) for item in items],
        "flavours": {id_: {k: f[k] for k in ("first", "without")} for id_, f in flavours.items()},
        "names": names,
        "phases": phases,
        "prints": {id_: {k: {"sum": v["sum"]} for k, v in p.items()} for id_, p in both.items()},
        "told": told(site.language)
        | {k.removeprefix("plan_"): v for k, v in words.items() if k.startswith("plan_")},
    }
    choices = {
        "months": {n: words["plan_months"].replace("{n}", str(n)) for n in data.MONTHS},
        "level": {level: words[f"level_{level}"] for level in LEVELS},
        "flavour": {id_: flavour[site.language] for id_, flavour in flavours.items()},
    }
    said = {name: options[start[name]] for name, options in choices.items()}
    weeks = zip(phases, rows(dated, usual, names, words), strict=True)
    return {
        "config": config, "choices": choices, "start": start, "phases": list(weeks),
        "usual": words["plan_static"].format(**said, hours=start["hours"]),
    }  # fmt: skip


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the planner, and the plan without dates for who has no JavaScript."""
    return templating.render("study_plan.html.jinja", site, **decided)


def decide_phase(site: Site, phase: str) -> dict[str, object]:
    """Return the items of a phase with the sections and snippets that teach them, and those
    of their projects that there are."""
    plan = site.guard(data.plan)
    found = next((p for p in plan["phases"] if p["id"] == phase), None)
    if found is None:
        known = ", ".join(p["id"] for p in plan["phases"])
        site.fail(MacroError(f"no phase {phase!r}; there are {known}"))
    language = site.language
    titles = _titles(_pages()[language])
    items = [
        {
            "id": item["id"],
            "name": item[f"name_{language}"],
            "title": item[language],
            "done": item[f"done_{language}"],
            "learn": [_link(site, id_, titles) for id_ in item["learn"]],
            "run": [_file(site, name) for name in item["run"]],
            "projects": [_link(site, id_, titles) for id_ in item["projects"] if id_ in titles],
        }
        for item in found["items"]
    ]
    return {"items": items}


def render_phase(site: Site, decided: dict[str, object]) -> str:
    """Return the items as Markdown, each with what is done when it is done."""
    return templating.render("plan_phase.md.jinja", site, **decided)
