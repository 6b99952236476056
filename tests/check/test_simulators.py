"""A simulator on a page computes what its snippet computes, for every setting."""

import importlib
import itertools
import random

import pytest

from macros import load, simulators
from macros.site import MacroError
from tests.node import call

MODELS = "simulators/models"


def called(calls):
    """What functions of docs/assets/simulators/models return: (module, function, *words)."""
    return call(*([f"{MODELS}/{module}", *rest] for module, *rest in calls))


def stampede():
    """Yield (what the model returns, what the snippet returns)."""
    expiry = importlib.import_module("snippets.caching.shared_cores").expiry
    cures = ("none", "lock", "stale", "xfetch")
    asked = [*itertools.product(cures, (2, 40, 90), (0.05, 0.5), (1, 8, 64), (42, 7))]
    answers = called([["stampede", "expiry", *words] for words in asked])
    for words, answer in zip(asked, answers, strict=True):
        model = [answer[key] for key in ("rebuilds", "slow", "worst", "stale")]
        yield model, expiry(*words)


def queueing():
    model = importlib.import_module("snippets.performance.queue_model")
    pairs = [*itertools.product((1, 2, 4, 32), (0.1, 0.5, 0.75, 0.8, 0.97))]
    means = called([["queueing", "meanTime", *pair] for pair in pairs])
    yield means, [model.mean_time(*pair) for pair in pairs]
    for share in (0.5, 0.99):
        times = called([["queueing", "percentileTime", share, *pair] for pair in pairs])
        yield times, [model.percentile_time(share, *pair) for pair in pairs]


def retries():
    model = importlib.import_module("snippets.distributed.backoff_strategies")
    asked = [*itertools.product(model.STRATEGIES, (1, 10, 100), (0, 1, 7))]
    answers = called([["retries", "contend", *words] for words in asked])
    for words, answer in zip(asked, answers, strict=True):
        yield answer, model.run(*words)


def budget():
    model = importlib.import_module("snippets.distributed.retry_budget")
    asked = [*itertools.product((0, 0.05, 0.5, 1), (None, (10, 0.1), (10, 0.5)), (1, 3))]
    words = [
        [share, limit and {"most": limit[0], "ratio": limit[1]}, 3000, tries]
        for share, limit, tries in asked
    ]
    answers = called([["budget", "retry", *these] for these in words])
    for (share, limit, tries), answer in zip(asked, answers, strict=True):
        yield answer, model.run(share, limit and model.Budget(*limit), 3000, tries)


def breaker():
    model = importlib.import_module("snippets.reliability.breaker")
    played = called([["breaker", "replay", *vector] for vector in model.VECTORS.values()])
    for vector, answer in zip(model.VECTORS.values(), played, strict=True):
        times, *rest = zip(*answer, strict=True)
        expected, *states = zip(*model.replay(*vector), strict=True)
        assert rest == states
        yield times, expected


def ring():
    shares = importlib.import_module("snippets.distributed.hash_balance").ring_shares
    asked = [*itertools.product((2, 10, 50), (1, 10, 200), (0, 42))]
    answers = called([["ring", "ringShares", *words] for words in asked])
    for words, answer in zip(asked, answers, strict=True):
        yield answer, shares(*words)


SNIPPETS = {
    "stampede": stampede,
    "queueing": queueing,
    "retries": retries,
    "budget": budget,
    "breaker": breaker,
    "ring": ring,
}


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
        simulators.every.__wrapped__()
