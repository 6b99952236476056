"""Limits by key, and what a request costs."""

import pytest

from accept.conftest import PRICES
from accept.provider import cut, says, status, stream, used

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
    assert 1 <= answer["completion_tokens"] <= 100 and 1 <= answer["prompt_tokens"] < 100
    assert gateway.used(1)["estimated"] == 1


def test_a_cut_stream_is_charged_by_what_came(gateway):
    """A stream that was cut is charged as an estimate of what the client got."""
    data = b"".join(stream("some words that came"))
    gateway.provider(cut(data, data.index(b"came") + 60))
    gateway.stream()
    usage = gateway.used(1)
    assert usage["estimated"] == 1 and 1 <= usage["completion_tokens"] < 20
