"""A simulator on a page computes what its snippet computes, for every setting."""

import importlib
import itertools
import random

import pytest

from macros import load, simulators
from macros.site import MacroError
from tests.search import node

MODELS = "../simulators/models"


def called(calls):
    """What functions of docs/assets/simulators return: (module, function, *words)."""
    return node("call.mjs", [[f"{MODELS}/{module}", *rest] for module, *rest in calls])


def stampede():
    """Yield (what the model returns, what the snippet returns)."""
    expiry = importlib.import_module("snippets.caching.shared_cores").expiry
    cures = ("none", "lock", "stale", "xfetch")
    asked = [*itertools.product(cures, (2, 40, 90), (0.05, 0.5), (1, 8, 64), (42, 7))]
    answers = called([["stampede", "expiry", *words] for words in asked])
    for words, answer in zip(asked, answers, strict=True):
        model = [answer[key] for key in ("rebuilds", "slow", "worst", "stale")]
        yield model, expiry(*words)


SNIPPETS = {"stampede": stampede}


@pytest.mark.parametrize("name", simulators.every())
def test_computes_what_its_snippet_computes(name):
    for model, snippet in SNIPPETS[name]():
        assert model == pytest.approx(snippet, rel=1e-9), name


def test_draws_the_random_numbers_that_python_draws():
    seeds = (0, 1, 42, 2**31, 2**32 - 1)
    drawn = called([["../random", "drawn", seed, 1300] for seed in seeds])
    for seed, ours in zip(seeds, drawn, strict=True):
        rng = random.Random(seed)
        assert ours == [rng.random() for _ in range(1300)], f"seed {seed}"


def settings(simulator):
    """The first, middle and last value of each control, in every combination."""
    some = {}
    for control in simulator["controls"]:
        values = list(control.get("values") or control["choices"])
        some[control["id"]] = {values[0], values[len(values) // 2], values[-1]}
    for chosen in itertools.product(*some.values()):
        yield dict(zip(some, chosen, strict=True))


@pytest.mark.parametrize("name", simulators.every())
def test_has_its_lines_and_figures_for_every_setting(name):
    simulator = simulators.every()[name]
    asked = list(settings(simulator))
    answers = called([[name, "run", chosen] for chosen in asked])
    lines = {line["id"] for line in simulator["series"]}
    controls = {control["id"] for control in simulator["controls"]}
    for chosen, answer in zip(asked, answers, strict=True):
        assert set(simulator["kinds"]) <= set(answer["values"]) | controls, chosen
        assert set(answer["series"]) <= lines, chosen
        assert any(len(points) > 1 for points in answer["series"].values()), chosen


def test_every_simulator_stands_on_a_page():
    texts = [page.text for page in load.pages()]
    for name in simulators.every():
        shown = sum(f'simulator("{name}")' in text for text in texts)
        assert shown == 2, f"{name}: write {{{{ simulator({name!r}) }}}} in both languages"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"question": {"en": "?"}}, "question: 'ja' is missing"),
        ({"snippet": "caching/none"}, "there is no snippet"),
        ({"kinds": {"most": "litres"}}, "'litres' is none of"),
        ({"colour": "red"}, "unknown key 'colour'"),
    ],
)
def test_a_mistake_in_the_data_is_named(monkeypatch, change, message):
    right = load.read_yaml(simulators.PATH)["stampede"]
    monkeypatch.setattr(load, "read_yaml", lambda path: {"stampede": right | change})
    with pytest.raises(MacroError, match=message):
        simulators.every()
