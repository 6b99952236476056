# timeout: 90
"""Real servers on loopback: Poisson arrivals, one or four workers, and the model."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from random import Random

MEAN, SECONDS = 0.040, 12  # 40 ms of work on average


# --8<-- [start:server]
class Server:
    def __init__(self, workers: int) -> None:
        self.pool = ThreadPoolExecutor(workers)  # (1)!
        self.inside, self.area, self.last = 0, 0.0, 0.0
        self.seen: list[list[float]] = []  # arrival and real seconds of work

    def changed(self, by: int) -> None:
        now = time.perf_counter()
        self.area += self.inside * (now - self.last)  # (2)!
        self.inside, self.last = self.inside + by, now

    def work(self, row: list[float]) -> None:
        began = time.perf_counter()
        time.sleep(row[1])
        row[1] = time.perf_counter() - began

    async def answer(self, reader, writer) -> None:
        self.changed(+1)
        row = [time.perf_counter(), float(await reader.readline())]
        self.seen.append(row)
        await asyncio.get_running_loop().run_in_executor(self.pool, self.work, row)
        writer.write(b"done\n")
        self.changed(-1)
        writer.close()
# --8<-- [end:server]


def predicted(seen: list[list[float]], workers: int) -> float:
    """Return the mean time of the same arrivals and the same work in an ideal queue."""
    free, total = [0.0] * workers, 0.0
    for arrived, worked in seen:
        free.sort()
        free[0] = max(arrived, free[0]) + worked
        total += free[0] - arrived
    return total / len(seen)


async def load(workers: int, utilization: float) -> tuple:
    chance, plan, due = Random(926), [], 0.0
    while due < SECONDS:
        due += chance.expovariate(workers * utilization / MEAN)
        plan.append((due, chance.expovariate(1 / MEAN)))
    server, times = Server(workers), []
    listener = await asyncio.start_server(server.answer, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    start = server.last = first = time.perf_counter()

    async def request(due: float, seconds: float) -> None:
        await asyncio.sleep(start + due - time.perf_counter())
        sent = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"%f\n" % seconds)
        await reader.readline()
        times.append(time.perf_counter() - sent)
        writer.close()

    await asyncio.gather(*(request(*row) for row in plan))
    span = server.last - first
    busy = sum(worked for _, worked in server.seen) / span / workers
    mean, rate = sum(times) / len(times), len(times) / span
    return busy, mean, predicted(server.seen, workers), server.area / span, rate * mean


async def main() -> None:
    cases = [(1, 0.5), (1, 0.7), (1, 0.8), (1, 0.9), (4, 0.8)]
    results = await asyncio.gather(*(load(*case) for case in cases))
    print("workers  plan  busy     mean, ms  model, ms  inside   rate x mean")
    for (workers, rho), (busy, mean, ideal, inside, law) in zip(cases, results):
        print(
            f"{workers:>7}  {rho:>4}  ≈ {busy:.2f}  ≈ {1000 * mean:>6.0f}"
            f"  ≈ {1000 * ideal:>6.0f}  ≈ {inside:>5.2f}  ≈ {law:>5.2f}"
        )
        assert abs(inside / law - 1) < 0.3 and 0.85 < mean / ideal < 2
        assert 0.8 * rho < busy < 1
    assert results[3][1] > 1.5 * results[0][1] and results[4][1] < results[2][1]


if __name__ == "__main__":
    asyncio.run(main())
