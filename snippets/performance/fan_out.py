# timeout: 120
"""One slow answer in a hundred: closed form, simulation, and real backends."""

import asyncio
import csv
import os
from random import Random

SLOW, LIMIT, CLIENTS = 0.3, 0.25, 10  # a slow call takes 300 ms


# --8<-- [start:forms]
def any_slow(share: float, backends: int) -> float:
    return 1 - (1 - share) ** backends


def simulated(share: float, backends: int, requests: int, chance: Random) -> float:
    slow = (any(chance.random() < share for _ in range(backends))
            for _ in range(requests))  # fmt: skip
    return sum(slow) / requests
# --8<-- [end:forms]


# --8<-- [start:live]
async def answer(reader, writer) -> None:
    while data := await reader.readline():
        await asyncio.sleep(float(data))
        writer.write(b"done\n")
    writer.close()


async def one_call(stream, chance: Random) -> None:
    reader, writer = stream
    writer.write(b"%f\n" % (SLOW if chance.random() < 0.01 else 0))
    await reader.readline()


async def slow_requests(ports: list[int], requests: int, chance: Random) -> int:
    streams = [await asyncio.open_connection("127.0.0.1", port) for port in ports]
    clock, slow = asyncio.get_running_loop().time, 0
    for _ in range(requests):
        began = clock()
        await asyncio.gather(*(one_call(stream, chance) for stream in streams))  # (1)!
        slow += clock() - began > LIMIT
    for _, writer in streams:
        writer.close()
    return slow
# --8<-- [end:live]


async def live() -> list[tuple[int, int, int]]:
    servers = [await asyncio.start_server(answer, "127.0.0.1", 0) for _ in range(100)]
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    rows = []
    for backends, requests in ((1, 400), (10, 200), (25, 200), (50, 200), (100, 200)):
        each = requests // CLIENTS
        clients = (slow_requests(ports[:backends], each, Random(100 * backends + i))
                   for i in range(CLIENTS))  # fmt: skip
        rows.append((backends, requests, sum(await asyncio.gather(*clients))))
    await asyncio.sleep(0.2)  # the servers close their side
    return rows


for name, share, backends in (("1%", 0.01, 100), ("0.01%", 0.0001, 2000)):
    exact = any_slow(share, backends)
    sim = simulated(share, backends, 20_000, Random(1))
    print(f"{name} slow, {backends} backends, closed form: {exact:.1%}")
    print(f"{name} slow, {backends} backends, simulated: {sim:.1%}")
    assert abs(sim - exact) < 0.005
plot = [("backends", "one in 100", "one in 1,000", "≈live")]
for backends, requests, slow in asyncio.run(live()):
    exact = any_slow(0.01, backends)
    print(f"{backends} real backends, slow of {requests}: ≈ {slow / requests:.1%}")
    plot.append((backends, exact, any_slow(0.001, backends), slow / requests))
    assert abs(slow / requests - exact) < 0.08, (backends, slow / requests, exact)
print(f"leaf percentile behind the median of 100 calls: p{100 * 0.5**0.01:.2f}")
print(f"leaf percentile behind the p99 of 100 calls: p{100 * 0.99**0.01:.2f}")
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    csv.writer(file).writerows(plot)
