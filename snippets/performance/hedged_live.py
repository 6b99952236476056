# timeout: 90
"""Hedging for real: a hundred reads from asyncio backends, the loser cancelled."""

import asyncio
from contextlib import suppress
from random import Random

KEYS, PAGES, SERVERS, TRIGGER = 100, 7, 10, 0.25
SLOW_SHARE, SLOW = 0.02, 1.0  # two answers in a hundred take a second


async def backend(reader, writer) -> None:
    with suppress(ConnectionError):  # the caller hung up
        while data := await reader.readline():
            await asyncio.sleep(float(data))
            writer.write(b"done\n")
        writer.close()
        await writer.wait_closed()


class Client:
    def __init__(self, ports: list[int], hedge: bool) -> None:
        self.ports, self.hedge, self.extra = ports, hedge, 0
        self.chance = Random(4)

    async def ask(self, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        slow = self.chance.random() < SLOW_SHARE
        writer.write(b"%f\n" % (SLOW if slow else 0.002))
        try:
            await reader.readline()
        finally:
            writer.close()

    # --8<-- [start:hedge]
    async def read(self) -> None:
        first, second = self.chance.sample(self.ports, 2)
        calls = {asyncio.create_task(self.ask(first))}
        if self.hedge:
            done, _ = await asyncio.wait(calls, timeout=TRIGGER)
            if not done:
                self.extra += 1
                calls.add(asyncio.create_task(self.ask(second)))  # (1)!
        _, late = await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
        for call in late:
            call.cancel()  # (2)!
    # --8<-- [end:hedge]

    async def pages(self) -> list[float]:
        clock, times = asyncio.get_running_loop().time, []
        for _ in range(PAGES):
            began = clock()
            await asyncio.gather(*(self.read() for _ in range(KEYS)))
            times.append(1000 * (clock() - began))
        return sorted(times)


async def main() -> None:
    servers = [await asyncio.start_server(backend, "127.0.0.1", 0)
               for _ in range(SERVERS)]  # fmt: skip
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    medians = []
    for hedge in (False, True):
        client = Client(ports, hedge)
        times = await client.pages()
        medians.append(times[PAGES // 2])
        name = "hedged" if hedge else "alone"
        print(f"{name}, median page: ≈ {medians[-1]:.0f} ms")
        print(f"{name}, extra requests: ≈ {client.extra / PAGES / KEYS:.1%}")
    assert medians[0] > 1.5 * medians[1]
    await asyncio.sleep(SLOW)


asyncio.run(main())
