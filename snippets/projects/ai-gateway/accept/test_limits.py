"""Limits by key, and what a request costs."""

import time

import pytest

from accept.conftest import PRICES, is_broken
from accept.provider import cut, delta, event, raw, says, status, stream, used

DAY = {"window_seconds": 86_400}


def test_request_limit_is_exact_at_once(gateway):
    """Of 30 requests at once exactly the allowed number pass, the others get 429."""
    gateway.provider()
    gateway.key(requests=10, **DAY)
    statuses = [a.status_code for a in gateway.many(30)]
    assert (statuses.count(200), statuses.count(429)) == (10, 20)


def test_a_limited_client_is_told_when_to_come_back(gateway):
    """A 429 says in Retry-After when the next request would pass."""
    gateway.provider()
    gateway.key(requests=2, window_seconds=60)
    answers = [gateway.ask() for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert answers[1].headers["x-ratelimit-remaining-requests"] == "0"
    assert 25 <= int(answers[2].headers["retry-after"]) <= 30


def test_tokens_are_reserved_before_the_call(gateway):
    """Requests at once cannot together reserve more tokens than the limit."""
    gateway.provider(says("slow " * 3, pause=0.1))
    gateway.key(tokens=1000, **DAY)
    statuses = [a.status_code for a in gateway.many(8, max_tokens=450)]
    assert (statuses.count(200), statuses.count(429)) == (2, 6)


def test_unused_tokens_are_given_back(gateway):
    """After the answer only the tokens of its usage are gone."""
    gateway.provider(says("one two three four"))
    gateway.key(tokens=1000, **DAY)
    answers = [gateway.ask(max_tokens=900) for _ in range(3)]
    assert [a.status_code for a in answers] == [200] * 3
    left = gateway.ask(max_tokens=1).headers["x-ratelimit-remaining-tokens"]
    assert 940 <= int(left) <= 1000 - 3 * 9


def test_a_failed_call_costs_no_tokens(gateway):
    """A call that failed before its first token gives all tokens back."""
    gateway.provider(status(500))
    gateway.route(retries={"attempts": 1})
    gateway.key(tokens=1000, **DAY)
    assert [gateway.ask(max_tokens=900).status_code for _ in range(3)] == [503] * 3


def test_a_request_above_the_limit_is_refused_for_good(gateway):
    """A request that can never fit is refused with 400, not with 429."""
    gateway.provider()
    gateway.key(tokens=100)
    answer = gateway.ask(max_tokens=500)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "tokens_exceed_limit"


def test_limits_of_one_key_do_not_touch_another(gateway):
    """A key that is used up leaves the others alone."""
    gateway.provider()
    gateway.key(requests=1, **DAY)
    assert [gateway.ask().status_code for _ in range(2)] == [200, 429]
    gateway.key(requests=1, **DAY)
    assert gateway.ask().status_code == 200


def test_cost_is_exact(gateway):
    """The cost is what usage and prices give, rounded up once over all requests."""
    gateway.provider(says("x", used(17, 3)))
    for _ in range(3):
        gateway.ask()
    exact = 3 * (17 * PRICES[0]["prompt"] + 3 * PRICES[0]["completion"])
    usage = gateway.used(3)
    assert (usage["prompt_tokens"], usage["completion_tokens"]) == (51, 9)
    assert usage["cost_microdollars"] == -(-exact // 10**6)


def test_the_price_of_the_day_counts(gateway):
    """Of several prices the one of the day counts, not one of the future."""
    prices = [{"since": "2999-01-01", "prompt": 10**9, "completion": 0}]
    prices += [{"since": "2020-01-01", "prompt": 10**6, "completion": 0}]
    gateway.provider(says("x", used(20, 1)))
    gateway.route(prices=prices)
    gateway.ask()
    assert gateway.used(1)["cost_microdollars"] == 20


WRONG = {
    "none": {"choices": []},
    "negative": used(-5, 3),
    "huge": used(5, 10**7),
    "text": {"choices": [], "usage": {"prompt_tokens": "5", "completion_tokens": 1}},
}


@pytest.mark.parametrize("usage", WRONG.values(), ids=WRONG)
def test_wrong_usage_is_replaced_by_an_estimate(gateway, usage):
    """Usage that cannot be true is replaced by an estimate, which is marked"""
    gateway.provider(says("four words of answer", usage))
    answer = gateway.ask(max_tokens=100).json()["usage"]
    assert 1 <= answer["completion_tokens"] <= 100
    assert 1 <= answer["prompt_tokens"] < 100
    assert gateway.used(1)["estimated"] == 1


LONG = {"asked for fewer": {"max_tokens": 100}, "asked for none": {}}


@pytest.mark.parametrize("asked", LONG.values(), ids=LONG)
def test_usage_above_the_reserved_is_charged(gateway, asked):
    """Usage above what was reserved is believed and charged"""
    gateway.provider(says("x", used(50_000, 5000)))
    gateway.route(max_output_tokens=10)
    assert gateway.ask(**asked).json()["usage"]["completion_tokens"] == 5000
    exact = 50_000 * PRICES[0]["prompt"] + 5000 * PRICES[0]["completion"]
    usage = gateway.used(1)
    assert (usage["completion_tokens"], usage["estimated"]) == (5000, 0)
    assert usage["cost_microdollars"] == -(-exact // 10**6)


def test_usage_above_the_reserved_is_owed(gateway):
    """A key that used more than was reserved waits until its limit has paid for it."""
    gateway.provider(says("x", used(50, 4950)))
    gateway.key(tokens=1000, window_seconds=1)
    assert gateway.ask(max_tokens=10).status_code == 200
    told = gateway.ask(max_tokens=10)
    assert told.status_code == 429 and 3 <= int(told.headers["retry-after"]) <= 5
    assert told.headers["x-ratelimit-remaining-tokens"] == "0"
    time.sleep(2.2)
    assert gateway.ask(max_tokens=10).status_code == 429


def test_a_stream_cut_after_its_usage_is_charged_by_it(gateway):
    """A stream that is cut after its usage is charged by that, not by an estimate."""
    data = b"".join(stream("some words", used(17, 400)))
    gateway.provider(cut(data, data.index(b"data: [DONE]")))
    assert is_broken(gateway.stream())
    usage = gateway.used(1)
    assert (usage["completion_tokens"], usage["estimated"]) == (400, 0)


def test_an_empty_answer_is_charged_by_its_prompt(gateway):
    """A whole answer without a word and without usage is charged for its prompt."""
    chunks = [delta(role="assistant"), delta(finish="stop")]
    gateway.provider(raw(b"".join(map(event, chunks)) + b"data: [DONE]\n\n"))
    assert gateway.ask().status_code == 200
    usage = gateway.used(1)
    assert (usage["completion_tokens"], usage["estimated"]) == (0, 1)
    assert usage["prompt_tokens"] > 0


def test_a_cut_stream_is_charged_by_what_came(gateway):
    """A stream that was cut is charged as an estimate of what the client got."""
    data = b"".join(stream("some words that came"))
    gateway.provider(cut(data, data.index(b"came") + 60))
    gateway.stream()
    usage = gateway.used(1)
    assert usage["estimated"] == 1 and 1 <= usage["completion_tokens"] < 20
