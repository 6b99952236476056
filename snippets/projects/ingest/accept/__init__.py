"""What the promises share: events, sources of their own, and waiting for both stores.

The implementation runs with the settings of project.toml; PUT /faults is a part of it.
"""

import json
import time
import uuid
from concurrent.futures import Future, ThreadPoolExecutor

import httpx

EVENTS = "/v1/events"
JSON = {"Content-Type": "application/json"}
NDJSON = {"Content-Type": "application/x-ndjson"}
BOTH_SECONDS = 8
START_SECONDS = 15  # ClickHouse may still be starting at the first promise


def now() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def source() -> str:
    """A source that no other promise uses."""
    return f"accept-{uuid.uuid4().hex[:12]}"


def event(source: str, **changes: object) -> dict:
    """An event that is right, but for `changes`."""
    right = {
        "id": str(uuid.uuid4()), "source": source, "type": "page-view",
        "occurred_ms": now(), "data": {"page": "/", "items": 3, "paid": False},
    }  # fmt: skip
    return right | changes


def lines(events: list[dict]) -> bytes:
    """NDJSON, without a newline at its end."""
    return "\n".join(map(json.dumps, events)).encode()


def heavy(source: str) -> bytes:
    """NDJSON of 250 events, of which two fit into WAITING_BYTES and three do not."""
    text = {f"k{n}": "x" * 256 for n in range(10)}
    return lines([event(source, data=text) for _ in range(250)])


def fault(client: httpx.Client, **faults: object) -> None:
    """Break what `faults` names; without any, mend all."""
    answer = client.put("/faults", json=faults)
    assert answer.status_code == 200, f"start with FAULT_INJECTION=true: {answer.text}"


def counts(client: httpx.Client, source: str) -> dict[str, int | None]:
    """What the service counts of `source`, and in the spill."""
    return client.get(f"/v1/sources/{source}/counts").json()


def counted(client: httpx.Client, source: str) -> tuple[int | None, int | None]:
    """The events of `source` in PostgreSQL and in ClickHouse."""
    found = counts(client, source)
    return found["store"], found["columnar"]


def in_both(client: httpx.Client, source: str, number: int, settle: float = 0) -> None:
    """Wait until both stores hold `number` events of `source`, and still do after
    `settle` seconds."""
    deadline = time.monotonic() + START_SECONDS
    while (found := counted(client, source)) != (number, number):
        if found[1] is not None:
            deadline = min(deadline, time.monotonic() + BOTH_SECONDS)
        assert time.monotonic() < deadline, f"{found} in the two stores, not {number}"
        assert max(n or 0 for n in found) <= number, f"{found}, not {number}"
        time.sleep(0.05)
    time.sleep(settle)
    assert counted(client, source) == (number, number)


def together(client: httpx.Client, bodies: list[bytes]) -> list[Future[httpx.Response]]:
    """Send the NDJSON bodies at the same time."""
    pool = ThreadPoolExecutor(len(bodies))
    return [pool.submit(client.post, EVENTS, content=b, headers=NDJSON) for b in bodies]
