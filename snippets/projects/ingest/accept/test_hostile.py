"""Bodies that do not end, a disk that hangs, a disk that changes what it holds."""

import select
import socket
import time
from urllib.parse import urlsplit

import httpx
from accept import (
    EVENTS,
    NDJSON,
    counts,
    event,
    fault,
    heavy,
    in_both,
    source,
    together,
)

NEARLY_FULL = 2**20 - 1


def unfinished(url: str, announced: int, sent: int) -> socket.socket:
    """A request whose body is announced and comes only in part."""
    place = urlsplit(url)
    found = socket.create_connection((place.hostname, place.port), 5)
    head = f"POST {EVENTS} HTTP/1.1\r\nHost: slow\r\nContent-Length: {announced}\r\n"
    kind = f"Content-Type: {NDJSON['Content-Type']}\r\n\r\n"
    found.sendall((head + kind).encode() + b" " * sent)
    return found


def test_announced(client: httpx.Client, url: str) -> None:
    """A body that is announced and does not come takes no room."""
    mine = source()
    slow = [unfinished(url, 500_000, 1) for _ in range(8)]
    answer = client.post(EVENTS, content=heavy(mine), headers=NDJSON)
    answered = select.select(slow, [], [], 0)[0]
    for one in slow:
        one.close()
    assert answer.status_code == 200, answer.text
    assert not answered, "one of them was refused"


def test_slow_bodies(client: httpx.Client, url: str) -> None:
    """A body that comes slowly gives way as soon as another needs its room."""
    mine = source()
    slow = [unfinished(url, NEARLY_FULL + 1, NEARLY_FULL) for _ in range(2)]
    time.sleep(1)  # from then on they are slow, with SLOW_SECONDS of project.toml
    body, deadline = heavy(mine), time.monotonic() + 4
    while client.post(EVENTS, content=body, headers=NDJSON).status_code == 429:
        assert time.monotonic() < deadline, "slow bodies keep the room"
        time.sleep(0.1)
    said = slow[0].recv(12)
    for one in slow:
        one.close()
    assert said == b"HTTP/1.1 408"
    in_both(client, mine, 250)


def test_hung_disk(client: httpx.Client) -> None:
    """What waits for a hung disk keeps its room, whatever its producer was told."""
    mine = source()
    bodies = [heavy(mine) for _ in range(3)]
    fault(client, store="down", disk="hung", seconds=20)
    waited = [coming.result().status_code for coming in together(client, bodies[:2])]
    refused = client.post(EVENTS, content=bodies[2], headers=NDJSON).status_code
    fault(client)
    assert (waited, refused) == ([503, 503], 429)
    deadline = time.monotonic() + 5
    for body in bodies:
        while client.post(EVENTS, content=body, headers=NDJSON).status_code == 429:
            assert time.monotonic() < deadline, "the room does not come back"
            time.sleep(0.05)
    in_both(client, mine, 750)


def test_damaged(client: httpx.Client) -> None:
    """A record that the disk damages is set aside and costs no other."""
    mine = source()
    before = counts(client, mine)["spill_set_aside"]
    for disk in ("ok", "damaged", "ok"):
        fault(client, store="down", disk=disk, seconds=5)
        batch = [event(mine) for _ in range(10)]
        assert client.post(EVENTS, json=batch).status_code == 200
    fault(client)
    in_both(client, mine, 20)
    set_aside(client, mine, before + 1)


def test_unreadable(client: httpx.Client) -> None:
    """What the disk cannot read is set aside; it stops neither store nor the rest."""
    mine = source()
    before = counts(client, mine)["spill_set_aside"]
    fault(client, store="down", seconds=5)
    assert client.post(EVENTS, json=event(mine)).json()["durable_in"] == "spill"
    fault(client, disk="unreadable", seconds=20)
    set_aside(client, mine, before + 1)
    assert client.post(EVENTS, json=event(mine)).json()["durable_in"] == "store"
    fault(client, store="down", seconds=5)
    assert client.post(EVENTS, json=event(mine)).json()["durable_in"] == "spill"
    fault(client)
    in_both(client, mine, 2)


def set_aside(client: httpx.Client, mine: str, segments: int) -> None:
    """Wait until the service says that so many segments are set aside."""
    deadline = time.monotonic() + 5
    while counts(client, mine)["spill_set_aside"] != segments:
        assert time.monotonic() < deadline, "nothing says that a record is unreadable"
        time.sleep(0.05)
