"""Ten thousand coroutines wait 200 ms each; one blocking call makes them all late."""

import asyncio
import threading
import time

TASKS = 10_000


async def wait(late: list[float]) -> None:
    asked = time.monotonic()
    await asyncio.sleep(0.2)  # (1)!
    late.append(time.monotonic() - asked - 0.2)


async def crowd(blocking: float) -> tuple[float, float]:
    late: list[float] = []
    started = time.monotonic()
    tasks = [asyncio.create_task(wait(late)) for _ in range(TASKS)]
    await asyncio.sleep(0)
    if blocking:
        time.sleep(blocking)  # blocks the only thread
    await asyncio.gather(*tasks)
    return time.monotonic() - started, min(late)


took, _ = asyncio.run(crowd(blocking=0))
print(f"tasks: {TASKS}")
print(f"OS threads: {threading.active_count()}")
print(f"all done after: ≈ {took:.2f} s")
_, least = asyncio.run(crowd(blocking=1.0))
print(f"one time.sleep(1), the luckiest task is late by: ≈ {least:.2f} s")
assert took < 5 and threading.active_count() == 1
assert least > 0.5
