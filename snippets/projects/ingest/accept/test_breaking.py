"""The store is away, the disk is full, there is too much of everything."""

import time

import httpx
from accept import (
    EVENTS,
    JSON,
    NDJSON,
    counted,
    counts,
    event,
    fault,
    heavy,
    in_both,
    source,
    together,
)


def test_store_down(client: httpx.Client) -> None:
    """While the store is down events are accepted, and afterwards they are in both."""
    mine = source()
    fault(client, store="down", seconds=5)
    batches = [[event(mine) for _ in range(50)] for _ in range(4)]
    kept = [client.post(EVENTS, json=batch) for batch in batches]
    assert {(k.status_code, k.json()["durable_in"]) for k in kept} == {(200, "spill")}
    assert client.get("/readyz").status_code == 200
    fault(client)
    in_both(client, mine, 200, settle=0.3)


def test_again_after_spill(client: httpx.Client) -> None:
    """An event that was sent before, during and after an outage is kept once."""
    mine = source()
    batch = [event(mine) for _ in range(5)]
    for state in ("up", "down", "up"):
        fault(client, store=state, seconds=5)
        assert client.post(EVENTS, json=batch).status_code == 200
    in_both(client, mine, 5, settle=0.5)


def test_spill_empties(client: httpx.Client) -> None:
    """What the store has is removed from the spill."""
    fault(client, store="down", seconds=5)
    mine = source()
    client.post(EVENTS, json=event(mine))
    assert counts(client, mine)["spill_bytes"] > 0
    fault(client)
    in_both(client, mine, 1)
    deadline = time.monotonic() + 2
    while counts(client, mine)["spill_bytes"]:
        assert time.monotonic() < deadline, "the spill still holds it"
        time.sleep(0.05)


def test_disk_full(client: httpx.Client) -> None:
    """A full disk during an outage acknowledges nothing and loses nothing before it."""
    mine = source()
    fault(client, store="down", seconds=5)
    assert client.post(EVENTS, json=event(mine)).status_code == 200
    fault(client, store="down", disk="full", seconds=5)
    refused = event(mine)
    answer = client.post(EVENTS, json=refused)
    assert answer.status_code == 507, answer.text
    assert int(answer.headers["retry-after"]) >= 1
    assert client.get("/readyz").status_code == 503
    fault(client)
    in_both(client, mine, 1)
    assert client.post(EVENTS, json=refused).status_code == 200
    in_both(client, mine, 2)


def test_overload(client: httpx.Client) -> None:
    """What does not fit gets a 429 and Retry-After at once; the rest is kept."""
    mine = source()
    bodies = [heavy(mine) for _ in range(6)]
    fault(client, store="slow", hold_seconds=1.5, seconds=4)
    started = time.monotonic()
    answers = []
    for coming in together(client, bodies):
        answers.append(coming.result())
    fault(client)
    shed = [a for a in answers if a.status_code == 429]
    good = [a for a in answers if a.status_code == 200]
    assert shed and good and len(shed) + len(good) == 6, answers
    assert all(int(a.headers["retry-after"]) >= 1 for a in shed)
    assert max(a.elapsed.total_seconds() for a in shed) < 1.4, "refused late"
    assert time.monotonic() - started < 9
    in_both(client, mine, 250 * len(good))


def test_room_comes_back(client: httpx.Client) -> None:
    """What is refused does not use up the room of those that follow."""
    mine = source()
    for _ in range(5):
        wrong = b'{"a":' + b" " * 900_000
        answer = client.post(EVENTS, content=wrong, headers=NDJSON)
        assert answer.status_code in (200, 422)
        answer = client.post(EVENTS, content=wrong, headers=JSON)
        assert answer.status_code == 422, answer.text
    assert client.post(EVENTS, json=event(mine)).status_code == 200
    assert counted(client, mine)[0] == 1


def test_counts_without_store(client: httpx.Client) -> None:
    """A question that the store cannot answer gets a 503 or null, no wrong number."""
    mine, sent = source(), event("accept-away")
    client.post(EVENTS, json=sent)
    fault(client, store="down", seconds=3)
    read = client.get(f"{EVENTS}/{sent['id']}")
    found = counted(client, mine)
    fault(client)
    assert read.status_code == 503 and read.json()["code"] == "store_down"
    assert found[0] is None
