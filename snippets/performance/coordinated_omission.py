# timeout: 120
"""One run at a constant rate, a server stopped for 1.4 s, and two clocks."""

import asyncio
import os
import signal
from multiprocessing import Pipe, Process

CONNECTIONS, INTERVAL, SECONDS, STOP = 25, 0.05, 20, 1.4  # 500 requests a second


class Echo(asyncio.Protocol):
    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.transport.write(data)


def serve(port) -> None:
    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Echo, "127.0.0.1", 0)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


# --8<-- [start:clocks]
async def client(port: int, first: float, corrected: list, uncorrected: list) -> None:
    clock = asyncio.get_running_loop().time
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in range(round(SECONDS / INTERVAL)):
        due = first + number * INTERVAL
        await asyncio.sleep(due - clock())  # (1)!
        sent = clock()
        writer.write(b"x")
        await reader.readexactly(1)
        done = clock()
        uncorrected.append(done - sent)
        corrected.append(done - due)  # (2)!
    writer.close()
# --8<-- [end:clocks]


async def measure(port: int, server: int) -> tuple[list[float], list[float]]:
    corrected, uncorrected = [], []
    start = asyncio.get_running_loop().time() + 0.5
    clients = [
        client(port, start + i / CONNECTIONS * INTERVAL, corrected, uncorrected)
        for i in range(CONNECTIONS)
    ]
    run = asyncio.gather(*clients)
    await asyncio.sleep(5)
    os.kill(server, signal.SIGSTOP)
    await asyncio.sleep(STOP)
    os.kill(server, signal.SIGCONT)
    await run
    return sorted(corrected), sorted(uncorrected)


# --8<-- [start:repair]
def filled_in(latencies: list[float]) -> list[float]:
    """HdrHistogram's correction: a long answer hides one request an interval."""
    repaired = list(latencies)
    for latency in latencies:
        while (latency := latency - INTERVAL) >= INTERVAL:
            repaired.append(latency)
    return sorted(repaired)
# --8<-- [end:repair]


def percentile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=serve, args=(there,), daemon=True)
    process.start()
    corrected, uncorrected = asyncio.run(measure(here.recv(), process.pid))
    process.kill()
    kinds = {
        "from when it was due": corrected,
        "from when it was sent": uncorrected,
        "sent, repaired afterwards": filled_in(uncorrected),
    }
    print(f"requests: {len(corrected)}")
    for name, ordered in kinds.items():
        for share in (0.5, 0.9, 0.99, 0.999):
            ms = percentile(ordered, share)
            print(f"{name}, p{100 * share:g}: ≈ {ms:.{1 if ms < 100 else 0}f} ms")
    by_hand = 1000 * (STOP - 0.01 * SECONDS)  # 1 % of 20 s waited longer than this
    print(f"p99 by arithmetic: {by_hand:.0f} ms")
    due, sent, repaired = (percentile(kind, 0.99) for kind in kinds.values())
    print(f"p99 due / p99 sent: ≈ {due / sent:.0f}")
    assert 1000 < due < 1400 and due / sent > 10 and abs(repaired / due - 1) < 0.15
    assert uncorrected[-1] > 1.3  # the stop is there, once for each connection
