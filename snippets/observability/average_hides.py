# page: no (time)
"""A pool that is 10 % used on average, and what a gauge, a mean and a histogram say."""

import asyncio
import time

SIZE, WORK, BURST, SECONDS = 4, 0.02, 20, 2
waits, gauge, busy, waiting = [], [], 0.0, 0


# --8<-- [start:pool]
async def request(pool: asyncio.Semaphore) -> None:
    global busy, waiting
    asked = time.perf_counter()
    waiting += 1
    async with pool:
        waiting -= 1
        got = time.perf_counter()
        waits.append(got - asked)  # (1)!
        await asyncio.sleep(WORK)
    busy += time.perf_counter() - got


async def scrape() -> None:  # (2)!
    while True:
        gauge.append(waiting)
        await asyncio.sleep(1)


async def main() -> None:
    pool = asyncio.Semaphore(SIZE)
    scraper = asyncio.create_task(scrape())
    for _ in range(SECONDS):
        await asyncio.sleep(0.4)  # a job of the clients: twenty at once, each second
        await asyncio.gather(*(request(pool) for _ in range(BURST)))
        await asyncio.sleep(1 - 0.4 - BURST / SIZE * WORK)
    scraper.cancel()
# --8<-- [end:pool]


began = time.perf_counter()
asyncio.run(main())
used = busy / (time.perf_counter() - began) / SIZE
waits.sort()
print(f"pool used, mean: ≈ {used:.0%}")
print(f"waiting, as the gauge saw it once a second, at most: ≈ {max(gauge)}")
print(f"requests: {len(waits)}")
print(f"of them waited: {sum(w > WORK / 2 for w in waits)}")
print(f"wait, p95: ≈ {1000 * waits[int(0.95 * len(waits))]:.0f} ms")
print(f"wait per request, mean: ≈ {1000 * sum(waits) / len(waits):.0f} ms")
assert max(gauge) == 0 and used < 0.3 and waits[int(0.95 * len(waits))] > 3 * WORK
