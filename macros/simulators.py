"""The simulator macro: a model with controls, a plot that follows, and a question.

Which controls, lines and sentences a simulator has is said in macros/data/simulators.yaml;
its model is the module of its name under docs/assets/simulators/models/, which computes
what the snippet that it names computes.
"""

import functools

from macros import load, show, templating
from macros.site import DOCS, LANGUAGES, MacroError, Site

PATH = load.DATA / "simulators.yaml"
MODELS = DOCS / "assets" / "simulators" / "models"
KINDS = {"count", "number", "percent", "rate", "seconds"}
LINES = {"line", "step", "bar"}
_KEYS = {"snippet", "question", "controls", "x", "y", "series", "says", "kinds", "answer"}


@functools.cache
def every() -> dict[str, dict]:
    """Return every simulator by its name. Raises MacroError for what cannot be."""
    found = load.read_yaml(PATH)
    for name, simulator in found.items():
        _check(f"macros/data/simulators.yaml: {name}", name, simulator)
    return found


def _check(where: str, name: str, simulator: dict) -> None:
    load.only_keys(where, simulator, _KEYS, set())
    if not (MODELS / f"{name}.js").exists():
        raise MacroError(f"{where}: write its model docs/assets/simulators/models/{name}.js")
    show.siblings(simulator["snippet"])
    for key in ("question", "says", "answer"):
        load.only_keys(f"{where}: {key}", simulator[key], set(LANGUAGES), set())
    for axis in ("x", "y"):
        load.only_keys(f"{where}: {axis}", simulator[axis], {*LANGUAGES, "kind"}, {"log"})
    for line in simulator["series"]:
        load.only_keys(f"{where}: series", line, {"id", "kind", *LANGUAGES}, set())
        _one_of(f"{where}: series {line['id']}", line["kind"], LINES)
    for control in simulator["controls"]:
        _check_control(f"{where}: {control.get('id')}", control)
    axes = [simulator["x"]["kind"], simulator["y"]["kind"]]
    for kind in [*simulator["kinds"].values(), *axes]:
        _one_of(f"{where}: kind", kind, KINDS)


def _check_control(where: str, control: dict) -> None:
    if "choices" in control:
        load.only_keys(where, control, {"id", "choices", "start", *LANGUAGES}, set())
        for choice in control["choices"].values():
            load.only_keys(f"{where}: choices", choice, set(LANGUAGES), set())
        _one_of(where, control["start"], set(control["choices"]))
    else:
        load.only_keys(where, control, {"id", "values", "start", "kind", *LANGUAGES}, set())
        _one_of(where, control["kind"], KINDS)
        _one_of(where, control["start"], set(control["values"]))


def _one_of(where: str, value: object, known: set) -> None:
    if value not in known:
        raise MacroError(f"{where}: {value!r} is none of {', '.join(map(str, sorted(known)))}")


def decide(site: Site, name: str) -> dict[str, object]:
    """Return what the template shows in the page's language; stops the build when there is
    no simulator `name`."""
    try:
        known = every()
        if name not in known:
            raise MacroError(f"no simulator {name!r}; there are {', '.join(known)}")
        simulator, language = known[name], site.language
    except MacroError as error:
        site.fail(error)
    config = {
        "controls": [_control(control, language) for control in simulator["controls"]],
        "plot": {
            "x": _labelled(simulator["x"], language),
            "y": _labelled(simulator["y"], language),
            "series": [_labelled(line, language) for line in simulator["series"]],
        },
        "kinds": simulator["kinds"],
        "says": simulator["says"][language],
        "never": load.words(language)["simulator_never"],
    }
    said = {key: simulator[key][language] for key in ("question", "answer")}
    return {"model": name, "config": config, **said}


def _labelled(entry: dict, language: str) -> dict:
    rest = {key: value for key, value in entry.items() if key not in LANGUAGES}
    return {**rest, "label": entry[language]}


def _control(control: dict, language: str) -> dict:
    shown = _labelled(control, language)
    if "choices" in shown:
        choices = shown["choices"].items()
        shown["choices"] = {id_: words[language] for id_, words in choices}
    return {"values": None, "choices": None, **shown}


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the simulator as HTML."""
    return templating.render("simulator.html.jinja", site, **decided)
