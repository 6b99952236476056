import asyncio
import time
from statistics import median


def pure_python():
    end = time.perf_counter() + 1
    while time.perf_counter() < end:
        pass


async def lateness(offload):
    late = []

    async def heartbeat():
        while True:
            due = time.perf_counter() + 0.01
            await asyncio.sleep(0.01)
            late.append((time.perf_counter() - due) * 1000)

    beat = asyncio.create_task(heartbeat())
    await asyncio.sleep(0)
    if offload:
        await asyncio.to_thread(pure_python)
    else:
        await asyncio.sleep(1)
    beat.cancel()
    return median(late)


calm = asyncio.run(lateness(offload=False))
busy = asyncio.run(lateness(offload=True))
print(f"nothing else runs, a timer of 10 ms is late by: ≈ {calm:.1f} ms")
print(f"pure Python in a thread, late by: ≈ {busy:.1f} ms")
assert busy > 2 and busy > 1.5 * calm
