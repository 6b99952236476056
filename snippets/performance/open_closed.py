# timeout: 90
"""The same server with too little capacity, loaded by ten users and by a rate."""

import asyncio
from random import Random

WORK, SECONDS = 0.01, 5  # one request at a time: 100 a second at most


class Service:
    def __init__(self) -> None:
        self.turn, self.chance = asyncio.Lock(), Random(8)

    async def answer(self, reader, writer) -> None:
        while await reader.readline():
            async with self.turn:
                await asyncio.sleep(WORK * self.chance.uniform(0.5, 1.5))
            writer.write(b"done\n")
        writer.close()


async def ask(stream) -> None:
    stream[1].write(b"ask\n")
    await stream[0].readline()


# --8<-- [start:loads]
async def closed(port: int, users: int, think: float) -> tuple[int, list[float]]:
    clock, times = asyncio.get_running_loop().time, []
    end = clock() + SECONDS

    async def user() -> None:
        stream = await asyncio.open_connection("127.0.0.1", port)
        while (began := clock()) < end:
            await ask(stream)
            times.append(clock() - began)
            await asyncio.sleep(think)  # (1)!
        stream[1].close()

    await asyncio.gather(*(user() for _ in range(users)))
    return len(times), times


async def open_loop(port: int, rate: int) -> tuple[int, list[float]]:
    clock, times = asyncio.get_running_loop().time, []
    start = clock()

    async def request(due: float) -> None:
        await asyncio.sleep(due - clock())
        stream = await asyncio.open_connection("127.0.0.1", port)
        await ask(stream)
        times.append(clock() - due)
        stream[1].close()

    due = [start + number / rate for number in range(rate * SECONDS)]
    await asyncio.gather(*map(request, due))  # (2)!
    return len(due), times
# --8<-- [end:loads]


async def main() -> None:
    loads = {
        "10 users": lambda port: closed(port, 10, 0),
        "20 users": lambda port: closed(port, 20, 0),
        "20 users, thinking 1 s": lambda port: closed(port, 20, 1),
        "60 a second": lambda port: open_loop(port, 60),
        "130 a second": lambda port: open_loop(port, 130),
    }

    async def against(load) -> tuple[int, list[float]]:
        server = await asyncio.start_server(Service().answer, "127.0.0.1", 0)
        try:
            return await load(server.sockets[0].getsockname()[1])
        finally:
            server.close()

    # side by side, each load against a server of its own: all mostly wait
    results = await asyncio.gather(*map(against, loads.values()))
    shown = {}
    print("load                        sent  mean, ms  in the last second, ms")
    for name, (sent, times) in zip(loads, results):
        last = times[-max(1, sent // SECONDS) :]
        means = [1000 * sum(part) / len(part) for part in (times, last)]
        shown[name] = rows = [sent / SECONDS, *means]
        print(f"{name:<24}  ≈ {rows[0]:>3.0f}/s  ≈ {rows[1]:>6.0f}  ≈ {rows[2]:>6.0f}")
    assert 1.6 < shown["20 users"][1] / shown["10 users"][1] < 2.4
    assert shown["20 users"][0] < 1.15 * shown["10 users"][0]
    assert shown["130 a second"][2] > 1.4 * shown["130 a second"][1]
    assert shown["60 a second"][1] < shown["10 users"][1]
    users, think, (rate, mean, _) = 20, 1, shown["20 users, thinking 1 s"]
    print(f"10 users, mean: ≈ {shown['10 users'][1]:.0f} ms")
    law = users / (think + mean / 1000)
    print(f"users / (think time + mean): ≈ {law:.1f}/s")
    assert abs(rate / law - 1) < 0.25


asyncio.run(main())
