"""No truncated answer passes for a whole one."""

import time

import pytest

from accept.conftest import QUICK, is_broken
from accept.provider import cut, delta, event, raw, says, stalls, stream

DATA = b"".join(stream("eins zwei drei"))
WORD = DATA.index(b"eins") + 40  # somewhere after the first token
PLACES = {
    "between events": DATA.index(b"data: ", WORD),
    "inside a word": DATA.index("drei".encode()) + 2,
    "before the end is said": DATA.index(b"data: ", DATA.index(b"drei")),
    "after finish_reason": DATA.index(b'"stop"') + 30,
    "inside DONE": len(DATA) - 4,
    "before the last line end": len(DATA) - 1,
}


@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
@pytest.mark.parametrize("at", PLACES.values(), ids=PLACES)
def test_a_cut_stream_ends_with_an_error(gateway, at, reset):
    """A stream that the provider cuts ends with an error event and no [DONE]"""
    gateway.provider(cut(DATA, at, reset))
    assert is_broken(gateway.stream())


def test_a_whole_stream_is_whole(gateway):
    """The same stream, not cut, is whole."""
    gateway.provider(cut(DATA, len(DATA)))
    assert gateway.stream()[-1] == "[DONE]"


def test_done_without_finish_reason_is_not_whole(gateway):
    """[DONE] without a finish_reason is an error."""
    data = b"".join(map(event, [delta("one"), delta("two")])) + b"data: [DONE]\n\n"
    gateway.provider(raw(data))
    assert is_broken(gateway.stream())


def test_a_tool_call_that_cannot_be_read_ends_with_an_error(gateway):
    """A tool call that breaks the protocol in mid-stream ends it with an error."""
    wrong = delta(tool_calls=[{"index": 128, "function": {"name": "f"}}])
    data = b"".join(map(event, [delta("one"), wrong, delta(finish="tool_calls")]))
    gateway.provider(raw(data + b"data: [DONE]\n\n"))
    assert is_broken(gateway.stream())


def test_a_stalled_stream_ends_with_an_error(gateway):
    """A provider that falls silent is left after the idle timeout, with an error."""
    provider = gateway.provider(stalls(2))
    gateway.route(timeouts=QUICK)
    began = time.monotonic()
    assert is_broken(gateway.stream())
    assert 0.4 < time.monotonic() - began < 2.5
    assert provider.left.wait(1)


def test_a_cut_answer_is_not_kept(gateway):
    """An answer that was cut is never served from the cache."""
    provider = gateway.provider(says("a whole answer"))
    provider.scripts.append(cut(DATA, PLACES["after finish_reason"]))
    gateway.key(cache_seconds=60)
    assert is_broken(gateway.stream(temperature=0))
    answer = gateway.ask(temperature=0)
    assert answer.headers["x-cache"] == "miss" and len(provider.seen) == 2
    assert answer.json()["choices"][0]["message"]["content"] == "a whole answer "


def test_a_client_that_leaves_stops_the_provider(gateway):
    """When the client goes away, the call to the provider is closed."""
    provider = gateway.provider(stalls(2))
    gateway.route(timeouts={"first_token": 5, "idle": 5, "total": 10})
    body = gateway.body(stream=True)
    with gateway.client.stream(
        "POST", "/v1/chat/completions", json=body, headers=gateway.auth()
    ) as answer:
        next(answer.iter_raw())
    assert provider.left.wait(1.5)
