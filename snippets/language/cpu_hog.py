"""Python: a thread that computes delays the others by its share, a coroutine wholly."""

import asyncio
import sys
import threading
import time

BUSY = 0.4


def hog(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass  # (1)!


def beside_a_thread() -> float:
    hogs = threading.Thread(target=hog, args=(BUSY,))
    hogs.start()
    late = []
    while hogs.is_alive():
        asked = time.monotonic()
        time.sleep(0.005)
        late.append(time.monotonic() - asked - 0.005)
    return sorted(late)[len(late) // 2]


async def beside_a_coroutine() -> float:
    async def sleeper() -> float:
        asked = time.monotonic()
        await asyncio.sleep(0.005)
        return time.monotonic() - asked - 0.005

    task = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    hog(BUSY)
    return await task


thread, coroutine = beside_a_thread(), asyncio.run(beside_a_coroutine())
print(f"switch interval: {sys.getswitchinterval() * 1000:.0f} ms")
print(f"thread under the GIL, late by: ≈ {thread * 1000:.0f} ms")
print(f"coroutine, late by: ≈ {coroutine * 1000:.0f} ms")
assert 0.003 < thread < 0.1 < 0.3 < coroutine
