"""The cache: identical requests of one key, asked once."""

import time

import pytest

from accept.conftest import text_of
from accept.provider import says, status

ZERO = {"temperature": 0}


@pytest.fixture
def caching(gateway):
    """A gateway whose key has a cache, and a provider slow enough to overlap."""
    gateway.provider(says("an answer", pause=0.02))
    gateway.key(cache_seconds=60)
    return gateway


def test_the_same_question_is_asked_once(caching):
    """The same question of the same key is answered from the cache, at no cost."""
    first, second = caching.ask(**ZERO), caching.ask(**ZERO)
    assert (first.headers["x-cache"], second.headers["x-cache"]) == ("miss", "hit")
    assert first.json()["choices"] == second.json()["choices"]
    assert len(caching.providers[0].seen) == 1
    assert caching.used(2)["prompt_tokens"] == 5


def test_order_of_members_does_not_matter(caching):
    """A stream, another order of members and another `user` mean the same question."""
    caching.ask(**ZERO, seed=1, user="a")
    events = caching.stream(seed=1, user="b", **ZERO)
    assert text_of(events) == "an answer " and events[-1] == "[DONE]"
    assert len(caching.providers[0].seen) == 1


OTHER = {
    "text": {"text": "ho"},
    "max_tokens": {"max_tokens": 7},
    "seed": {"seed": 8},
    "stop": {"stop": ["x"]},
    "unknown": {"reasoning_effort": "high"},
    "tools": {"tools": [{"type": "function", "function": {"name": "f"}}]},
}


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER)
def test_every_parameter_counts(caching, other):
    """A question that differs in one parameter is another question"""
    caching.ask(**ZERO)
    assert caching.ask(**ZERO, **other).headers["x-cache"] == "miss"
    assert len(caching.providers[0].seen) == 2


def test_keys_do_not_share_answers(caching):
    """Another key never gets this key's answer."""
    caching.ask(**ZERO)
    caching.key(cache_seconds=60)
    assert caching.ask(**ZERO).headers["x-cache"] == "miss"
    assert len(caching.providers[0].seen) == 2


def test_what_comes_at_once_is_asked_once(caching):
    """Ten identical questions at once reach the provider once."""
    answers = caching.many(10, **ZERO)
    assert {a.status_code for a in answers} == {200}
    assert len(caching.providers[0].seen) == 1


def test_a_failed_flight_frees_those_who_wait(caching):
    """When the one who asks fails, those who wait ask for themselves."""
    caching.route(retries={"attempts": 1})
    caching.providers[0].scripts.append(status(500))
    statuses = sorted(a.status_code for a in caching.many(4, **ZERO))
    assert statuses == [200, 200, 200, 503]
    assert len(caching.providers[0].seen) == 2


def test_random_answers_are_not_kept(caching):
    """Without temperature 0 nothing is kept."""
    for _ in range(2):
        assert "x-cache" not in caching.ask().headers
    assert len(caching.providers[0].seen) == 2


def test_no_store_is_obeyed(caching):
    """Cache-Control: no-store asks the provider and keeps nothing."""
    caching.ask(**ZERO)
    headers = caching.auth() | {"Cache-Control": "no-store"}
    body = caching.body(**ZERO)
    caching.client.post("/v1/chat/completions", json=body, headers=headers)
    assert len(caching.providers[0].seen) == 2


def test_answers_expire(gateway):
    """An answer is kept no longer than the key says."""
    provider = gateway.provider()
    gateway.key(cache_seconds=1)
    gateway.ask(**ZERO)
    assert gateway.ask(**ZERO).headers["x-cache"] == "hit"
    time.sleep(1.1)
    gateway.ask(**ZERO)
    assert len(provider.seen) == 2


def test_refusals_are_kept_for_a_short_time(gateway):
    """A refusal is kept for the negative seconds only, an outage not at all."""
    provider = gateway.provider(status(400))
    gateway.key(cache_seconds=60, negative_seconds=1)
    assert [gateway.ask(**ZERO).status_code for _ in range(3)] == [400] * 3
    assert len(provider.seen) == 1
    time.sleep(1.1)
    provider.usual = says("fine now")
    assert gateway.ask(**ZERO).status_code == 200


def test_an_outage_is_not_kept(gateway):
    """A provider's outage is never answered from the cache."""
    provider = gateway.provider()
    provider.scripts += [status(500)] * 3
    gateway.key(cache_seconds=60)
    assert gateway.ask(**ZERO).status_code == 503
    assert gateway.ask(**ZERO).status_code == 200


def test_a_changed_model_is_asked_anew(caching):
    """When a model is changed, answers from before are not used."""
    caching.ask(**ZERO)
    caching.route(max_output_tokens=99)
    assert caching.ask(**ZERO).headers["x-cache"] == "miss"
