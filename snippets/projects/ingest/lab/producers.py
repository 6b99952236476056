"""Producers in a process of their own: python producers.py URL SECONDS KEY=VALUE ...

They speak HTTP/1.1 by hand, since client and server share the machine's cores and a
client library would take more of them than the service does. Prints a line of JSON:
counts by status, the times of acknowledged requests in milliseconds, their ids.
"""

import asyncio
import json
import subprocess
import sys
import time
import uuid
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

GIVE_UP_SECONDS = 20
LATE_SECONDS = 1.5


@dataclass
class Load:
    """connections keep the service busy; with `rate` requests a second come when their
    time has come, whatever the service does (an open loop). A request holds `batch`
    events, each longer by `pad` bytes; ids: whether to return the acknowledged ones."""

    connections: int = 8
    batch: int = 100
    pad: int = 0
    rate: float = 0
    ids: int = 0


@dataclass
class Seen:
    """What came back; of `events`, `late` were acknowledged after `LATE_SECONDS`."""

    statuses: dict[str, int] = field(default_factory=dict)
    events: int = 0
    late: int = 0
    milliseconds: list[float] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    seconds: float = 0


def body(batch: int, pad: int = 0) -> tuple[list[str], bytes]:
    """Return ids that nobody has used, and the request that holds their events."""
    high, now = uuid.uuid4().hex, time.time_ns() // 1_000_000
    first = f"{high[:8]}-{high[8:12]}-4{high[13:16]}-8{high[17:20]}-"
    ids = [f"{first}{number:012x}" for number in range(batch)]
    more = "".join(f',"p{n}":"{"x" * 250}"' for n in range(pad // 250))
    events = ",".join(
        f'{{"id":"{i}","source":"lab","type":"page-view","occurred_ms":{now},'
        '"data":{"page":"/cart","user":"u-2281","items":3,"total":41.5,"paid":false'
        f"{more}}}}}"
        for i in ids
    )
    return ids, f"[{events}]".encode()


class Producer:
    """One connection, opened again after it was lost."""

    def __init__(self, url: str) -> None:
        self._to, self._way = urlsplit(url), None

    async def send(self, payload: bytes) -> str:
        """Return the status of one request, or "lost"."""
        try:
            async with asyncio.timeout(GIVE_UP_SECONDS):
                return await self._send(payload)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            self._way = None
            await asyncio.sleep(0.05)
            return "lost"

    async def _send(self, payload: bytes) -> str:
        if self._way is None:
            self._way = await asyncio.open_connection(self._to.hostname, self._to.port)
        reader, writer = self._way
        writer.write(
            b"POST /v1/events HTTP/1.1\r\nHost: lab\r\n"
            b"Content-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n" % len(payload) + payload
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        await reader.readexactly(length)
        return head.split(" ", 2)[1]


async def drive(url: str, seconds: float, load: Load) -> Seen:
    """Send for `seconds`, then wait for what is under way."""
    seen, started = Seen(), time.perf_counter()
    end, number = started + seconds, iter(range(10**9))

    async def connection() -> None:
        producer = Producer(url)
        while (now := time.perf_counter()) < end:
            due = started + next(number) / load.rate if load.rate else now
            if due >= end:
                return
            await asyncio.sleep(due - now)
            ids, payload = body(load.batch, load.pad)
            sent = due if load.rate else time.perf_counter()
            status = await producer.send(payload)
            took = time.perf_counter() - sent
            seen.statuses[status] = seen.statuses.get(status, 0) + 1
            if status == "200":
                seen.events += load.batch
                seen.late += load.batch * (took > LATE_SECONDS)
                seen.milliseconds.append(round(took * 1000, 2))
                seen.ids += ids if load.ids else []

    await asyncio.gather(*(connection() for _ in range(load.connections)))
    seen.seconds = time.perf_counter() - started
    return seen


def start(url: str, seconds: float, **load: float) -> subprocess.Popen:
    """Begin the load in a process of its own."""
    words = [f"{key}={value}" for key, value in load.items()]
    command = [sys.executable, __file__, url, str(seconds), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen) -> Seen:
    """Return what the producers saw."""
    return Seen(**json.loads(process.communicate()[0]))


def p99(seen: Seen) -> float:
    """Return the 99th percentile of the acknowledged requests, in milliseconds."""
    times = sorted(seen.milliseconds)
    return times[int(len(times) * 0.99)]


if __name__ == "__main__":
    address, duration, *said = sys.argv[1:]
    pairs = (word.split("=") for word in said)
    chosen = Load(**{k: float(v) if k == "rate" else int(v) for k, v in pairs})
    print(json.dumps(asdict(asyncio.run(drive(address, float(duration), chosen)))))
