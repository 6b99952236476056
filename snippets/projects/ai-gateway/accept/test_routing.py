"""Retries, timeouts, breakers and the budget."""

import threading
import time

import pytest

from accept.conftest import QUICK, is_broken, text_of
from accept.provider import (
    calls,
    cut,
    delta,
    event,
    raw,
    says,
    stalls,
    status,
    stream,
)

LOGPROBS = delta("x")["choices"][0] | {"logprobs": {"content": 5}}
BAD = {
    "500": status(500),
    "429": status(429, Retry_After="5"),
    "no JSON": raw(b"data: {oops\n\n"),
    "no stream": raw(b"<html>", "text/html"),
    "error event": raw(b'data: {"error": {"message": "overloaded"}}\n\n'),
    "tool call 128": calls({"index": 128, "function": {"name": "f"}}),
    "tool call -1": calls({"index": -1, "function": {"name": "f"}}),
    "tool call of no index": calls({"function": {"name": "f"}}),
    "tool call of no text": calls({"index": 0, "function": {"name": 5}}),
    "tool call that is none": calls("f"),
    "logprobs of no list": raw(event(delta("x") | {"choices": [LOGPROBS]})),
    "finish_reason of no text": raw(event(delta("x", finish=["stop"]))),
    "reset": cut(b"", 0, reset=True),
    "role, then nothing": cut(b"".join(stream("x")[:1]), 200),
    "slow first token": stalls(0),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_failure_before_the_first_token_is_tried_elsewhere(gateway, bad):
    """Before the first token, a failing provider is replaced by the next"""
    first, second = gateway.provider(bad), gateway.provider(says("from the second"))
    gateway.route(timeouts=QUICK)
    assert text_of(gateway.stream()) == "from the second "
    assert (len(first.seen), len(second.seen)) == (1, 1)


def test_nothing_is_tried_again_after_the_first_token(gateway):
    """After the first token, nothing is asked twice."""
    data = b"".join(stream("one two three"))
    gateway.provider(cut(data, data.index(b"two") - 5))
    second = gateway.provider()
    assert is_broken(gateway.stream())
    assert not second.seen


def test_without_a_stream_a_late_failure_is_tried_again(gateway):
    """Without a stream the client has seen nothing: a cut answer is asked for again."""
    data = b"".join(stream("one two three"))
    gateway.provider(cut(data, data.index(b"three")))
    gateway.provider(says("all of it"))
    assert gateway.ask().json()["choices"][0]["message"]["content"] == "all of it "


def test_a_refusal_is_passed_on_once(gateway):
    """A provider's 400 reaches the client as 400 and is not tried again."""
    provider = gateway.provider(status(400, "your prompt is too long"))
    other = gateway.provider()
    answer = gateway.ask()
    assert answer.status_code == 400 and "too long" in answer.json()["error"]["message"]
    assert (len(provider.seen), len(other.seen)) == (1, 0)


def test_a_credential_that_is_refused_is_no_error_of_the_client(gateway):
    """A provider's 401 is the gateway's trouble: the client gets 503."""
    gateway.provider(status(401, "bad key"))
    assert gateway.ask().status_code == 503


def test_retry_after_is_obeyed(gateway):
    """A provider that says Retry-After is left alone; the client is told how long."""
    provider = gateway.provider(status(429, Retry_After="30"))
    answers = [gateway.ask() for _ in range(3)]
    assert {a.status_code for a in answers} == {503} and len(provider.seen) == 1
    assert 25 <= int(answers[-1].headers["retry-after"]) <= 31


NEVER = {"none": {}, "zero": {"Retry_After": "0"}, "text": {"Retry_After": "soon"}}


@pytest.mark.parametrize("said", NEVER.values(), ids=NEVER)
def test_a_429_without_retry_after_is_left_alone(gateway, said):
    """A 429 that does not say for how long is left alone for a second"""
    provider = gateway.provider(status(429, **said))
    assert {gateway.ask().status_code for _ in range(3)} == {503}
    assert len(provider.seen) == 1
    time.sleep(1.1)
    assert gateway.ask().status_code == 503 and len(provider.seen) == 2


def test_a_429_counts_for_the_breaker(gateway):
    """A 429 without Retry-After is a failure, so several in a row open the breaker."""
    provider = gateway.provider(status(429))
    gateway.route(breaker={"failures": 1, "open_seconds": 30})
    answers = [gateway.ask() for _ in range(2)]
    assert len(provider.seen) == 1
    assert 25 <= int(answers[-1].headers["retry-after"]) <= 31


def test_a_used_up_quota_leaves_the_retries(gateway):
    """A first provider whose quota is used up does not use up the retries too."""
    first, second = gateway.provider(status(429)), gateway.provider()
    gateway.route(retries={"attempts": 3, "reserve": 4, "percent": 0})
    assert {gateway.ask().status_code for _ in range(20)} == {200}
    assert len(first.seen) <= 4 and len(second.seen) == 20


def test_the_longest_wait_counts(gateway):
    """Of two answers to calls at once, the one that asks for the longer wait counts."""
    told = threading.Event()

    def late(handler, body):
        told.wait(2)
        time.sleep(0.5)  # until the other answer is read
        status(429)(handler, body)

    def early(handler, body):
        status(429, Retry_After="30")(handler, body)
        told.set()

    provider = gateway.provider()
    provider.scripts += [late, early]
    gateway.route(retries={"attempts": 1})
    assert {a.status_code for a in gateway.many(2)} == {503}
    assert int(gateway.ask().headers["retry-after"]) >= 25


def test_retries_keep_to_their_budget(gateway):
    """When all fails, retries stay within reserve and percentage."""
    provider = gateway.provider(status(500))
    gateway.route(retries={"attempts": 3, "reserve": 4, "percent": 10})
    statuses = {gateway.ask().status_code for _ in range(40)}
    assert statuses == {503}
    assert 40 + 4 <= len(provider.seen) <= 40 + 4 + 4


def test_an_open_breaker_asks_nobody_and_then_one(gateway):
    """After five failures in a row nobody is asked; later one request tries."""

    def slowly(handler, body):
        time.sleep(0.3)
        status(500)(handler, body)

    provider = gateway.provider(status(500))
    once = {"attempts": 1}
    gateway.route(retries=once, breaker={"failures": 5, "open_seconds": 0.6})
    for _ in range(8):
        assert gateway.ask().status_code == 503
    assert len(provider.seen) == 5
    provider.usual = slowly
    time.sleep(0.7)
    assert {a.status_code for a in gateway.many(4)} == {503}
    assert len(provider.seen) == 6
    time.sleep(0.7)
    provider.usual = says("well again")
    assert [gateway.ask().status_code for _ in range(3)] == [200] * 3


def test_a_call_that_the_budget_refuses_takes_no_turn(gateway):
    """A request without a retry left does not keep others from a breaker's one try."""
    first, second = gateway.provider(status(500)), gateway.provider(status(500))
    once = {"attempts": 2, "reserve": 1, "percent": 0}
    gateway.route(retries=once, breaker={"failures": 1, "open_seconds": 2})
    assert gateway.ask().status_code == 503
    time.sleep(2.1)
    assert gateway.ask().status_code == 503
    assert (len(first.seen), len(second.seen)) == (2, 1)
    second.usual = says("well again")
    assert gateway.ask().status_code == 200


def test_total_time_is_bounded(gateway):
    """All attempts together end within the total timeout, with 504."""
    gateway.provider(stalls(0))
    gateway.route(timeouts={"first_token": 5, "total": 0.5})
    began = time.monotonic()
    assert gateway.ask().status_code == 504
    assert time.monotonic() - began < 1.5
