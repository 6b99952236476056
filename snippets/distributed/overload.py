"""One overload, four queues: how many answers come in time, on real sockets?"""

import asyncio
import contextlib
import csv
import os
import time
from collections import deque

SERVICE, PATIENCE = 0.02, 0.4  # 50 requests a second; callers leave after 0.4 s
LOAD = [(1, 30), (4, 75), (5, 30)]  # seconds, requests a second


# --8<-- [start:queues]
class Unbounded:
    """First in, first out, without a limit."""
    def __init__(self) -> None:
        self.waiting: deque = deque()  # (arrival, writer)

    def admit(self, job) -> bool:
        self.waiting.append(job)
        return True

    def next(self):
        return self.waiting.popleft()


class Bounded(Unbounded):
    """At most 10 wait, which is 0.2 s of work; the next one gets 503 at once."""
    def admit(self, job) -> bool:
        return len(self.waiting) < 10 and super().admit(job)  # (1)!


class NewestFirst(Unbounded):
    """Last in, first out: the newest caller is the likeliest to be there still."""
    def next(self):
        return self.waiting.pop()


class DropOld(Unbounded):
    """First in, first out, but who waited 0.3 s is not worth starting."""
    def next(self):
        while True:
            job = self.waiting.popleft()
            if time.monotonic() - job[0] < 0.3 or not self.waiting:  # (2)!
                return job
# --8<-- [end:queues]


def reply(writer: asyncio.StreamWriter, line: bytes) -> None:
    writer.write(line)
    writer.close()


async def measure(queue: Unbounded) -> tuple[list[int], int]:
    """Return the answers in time for each half second, and the longest queue."""
    good = [0] * 20  # half seconds
    arrived, longest, began = asyncio.Event(), 0, time.monotonic()

    async def worker() -> None:
        while True:
            while not queue.waiting:
                arrived.clear()
                await arrived.wait()
            _, writer = queue.next()
            await asyncio.sleep(SERVICE)
            reply(writer, b"200\n")

    async def serve(reader, writer) -> None:
        nonlocal longest
        await reader.readline()
        if not queue.admit((time.monotonic(), writer)):
            reply(writer, b"503\n")
        longest = max(longest, len(queue.waiting))
        arrived.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    work = asyncio.create_task(worker())

    async def call(when: float) -> None:
        await asyncio.sleep(began + when - time.monotonic())
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"GET\n")
        with contextlib.suppress(TimeoutError, ConnectionError):
            if await asyncio.wait_for(reader.readline(), PATIENCE) == b"200\n":
                good[int(2 * when)] += 1
        writer.close()

    times: list[float] = []
    for start, (seconds, rate) in zip((0, 1, 5), LOAD):
        times += [start + n / rate for n in range(seconds * rate)]
    await asyncio.gather(*map(call, times))
    work.cancel()
    return good, longest


async def main() -> None:
    queues = [Unbounded(), Bounded(), NewestFirst(), DropOld()]
    results = await asyncio.gather(*map(measure, queues))
    late, after = {}, {}
    print("answers in time  overload, last 2 s   2 s after it   longest queue")
    for queue, (good, longest) in zip(queues, results):
        name = type(queue).__name__
        late[name], after[name] = sum(good[6:10]), sum(good[10:14])
        print(f"{name:16} ≈ {late[name]:3} of 150        ≈ {after[name]:2} of 60"
              f"      ≈ {longest}")
    others = min(late[name] for name in late if name != "Unbounded")
    assert late["Unbounded"] < 15 and others > 20 + late["Unbounded"]
    assert after["Bounded"] > 15 + after["Unbounded"]
    with open(os.environ["PLOT_DATA"], "w", newline="") as file:
        offered = [rate for seconds, rate in LOAD for _ in range(2 * seconds)]
        counts = ([2 * count for count in good] for good, _ in results)
        rows = zip((n / 2 for n in range(20)), offered, *counts)
        names = (f"≈{type(queue).__name__}" for queue in queues)
        csv.writer(file).writerows([["second", "offered", *names], *rows])


if __name__ == "__main__":
    asyncio.run(main())
