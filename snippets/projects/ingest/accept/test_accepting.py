"""What comes in, and what is said about it."""

import json
import time
from collections.abc import Iterator

import httpx
import pytest
from accept import EVENTS, JSON, NDJSON, event, fault, in_both, lines, source, together


@pytest.mark.parametrize("form", ["one", "array", "ndjson"])
def test_forms(client: httpx.Client, form: str) -> None:
    """An event, an array and NDJSON end up in both stores."""
    mine = source()
    events = [event(mine) for _ in range(1 if form == "one" else 20)]
    if form == "ndjson":
        answer = client.post(EVENTS, content=lines(events), headers=NDJSON)
    else:
        answer = client.post(EVENTS, json=events[0] if form == "one" else events)
    assert answer.status_code == 200, answer.text
    assert answer.json()["accepted"] == len(events)
    in_both(client, mine, len(events))


def test_reads_back(client: httpx.Client) -> None:
    """An acknowledged event can be read as it was sent."""
    data = {"text": 'a\\b\t"c"\n日本', "none": None, "real": 1.5, "big": 10**15}
    sent = event(source(), data=data)
    assert client.post(EVENTS, json=sent).status_code == 200
    found = client.get(f"{EVENTS}/{sent['id']}").json()
    assert {key: found[key] for key in sent} == sent


def test_durable_first(client: httpx.Client) -> None:
    """No answer comes before the event is durable."""
    sent = event(source())
    fault(client, store="slow", hold_seconds=0.7, seconds=2)
    started = time.monotonic()
    assert client.post(EVENTS, json=sent).status_code == 200
    took = time.monotonic() - started
    fault(client)
    assert took >= 0.7, f"answered after {took:.2f} s, committed after 0.7"
    assert client.get(f"{EVENTS}/{sent['id']}").status_code == 200


def test_again(client: httpx.Client) -> None:
    """The same id again is acknowledged, and kept once, as it came first."""
    mine = source()
    first = event(mine, data={"attempt": 1})
    again = first | {"data": {"attempt": 2}}
    for body in (first, again, [again, again]):
        answer = client.post(EVENTS, json=body)
        assert answer.status_code == 200 and not answer.json()["refused"], answer.text
    in_both(client, mine, 1, settle=0.5)
    assert client.get(f"{EVENTS}/{first['id']}").json()["data"] == {"attempt": 1}


WRONG = {
    "no-id": {"id": None},
    "capital-id": {"id": "0A000000-0000-4000-8000-000000000000"},
    "nul": {"data": {"text": "a\x00b"}},
    "nested": {"data": {"a": {"b": 1}}},
    "long": {"data": {"text": "x" * 257}},
    "huge-number": {"data": {"n": 10**30}},
    "unknown-field": {"more": 1},
    "text-time": {"occurred_ms": "2026-11-22"},
}


def test_poison(client: httpx.Client) -> None:
    """A wrong event is named by its place and does not take its batch with it."""
    mine = source()
    batch = [event(mine)]
    for change in WRONG.values():
        batch += [event(mine, **change), event(mine)]
    answer = client.post(EVENTS, json=batch)
    assert answer.status_code == 200, answer.text
    refused = answer.json()["refused"]
    assert [r["index"] for r in refused] == list(range(1, len(batch), 2))
    assert {r["code"] for r in refused} == {"invalid_event"}
    in_both(client, mine, len(WRONG) + 1)


def test_not_json(client: httpx.Client) -> None:
    """What is no event at all is a problem of its own, and says which."""
    bad = [b"{", b"7", b"[]", json.dumps([event("a")] * 1001).encode()]
    for body in bad:
        answer = client.post(EVENTS, content=body, headers=JSON)
        assert answer.status_code == 422, body[:20]
        assert answer.headers["content-type"] == "application/problem+json"
    assert client.post(EVENTS, content=b"a").status_code == 415


def test_too_long(client: httpx.Client) -> None:
    """A body that is too long is refused, also when its head does not say how long."""

    def parts() -> Iterator[bytes]:
        for _ in range(40):
            yield b" " * 65536

    for body in (b" " * (2**20 + 1), parts()):
        answer = client.post(EVENTS, content=body, headers=NDJSON)
        assert answer.status_code == 413, answer.text


def test_clock(client: httpx.Client) -> None:
    """A wrong clock loses nothing: both times are kept, the event counts as of now."""
    hour, year = 3_600_000, 31_536_000_000
    for off, clock in ((hour, "ahead"), (-year, "late"), (-hour, "ok")):
        sent = event(source())
        sent["occurred_ms"] += off
        assert client.post(EVENTS, json=sent).status_code == 200
        found = client.get(f"{EVENTS}/{sent['id']}").json()
        assert (found["clock"], found["occurred_ms"]) == (clock, sent["occurred_ms"])
        expected = sent["occurred_ms"] if clock == "ok" else found["received_ms"]
        assert found["event_ms"] == expected


def test_late_commit(client: httpx.Client) -> None:
    """A transaction that commits late is copied to the second store as well."""
    mine = source()
    client.post(EVENTS, json=event(mine))
    in_both(client, mine, 1)
    fault(client, store="slow", hold_seconds=1.5, seconds=5)
    [slow] = together(client, [lines([event(mine)])])
    time.sleep(0.3)
    fault(client)
    assert client.post(EVENTS, json=event(mine)).status_code == 200
    assert not slow.done(), "a write waits for the one before it"
    assert slow.result().status_code == 200
    in_both(client, mine, 3)
