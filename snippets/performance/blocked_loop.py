# timeout: 90
import asyncio
import ctypes
import hashlib
import os
import subprocess
import threading
import time


def price_report():
    """CPU work that somebody called from a coroutine."""
    hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", 4_000_000)


# --8<-- [start:idea]
async def handler(offload):
    if offload:
        await asyncio.to_thread(price_report)  # (1)!
    else:
        price_report()


async def heartbeat(late):
    while True:
        due = time.perf_counter() + 0.01
        await asyncio.sleep(0.01)
        late.append(time.perf_counter() - due)  # (2)!
# --8<-- [end:idea]


async def worst_delay(offload):
    late = []
    beat = asyncio.create_task(heartbeat(late))
    await asyncio.sleep(0.05)
    await handler(offload)
    await asyncio.sleep(0.05)
    beat.cancel()
    return max(late)


def stack_of_this_process():
    """Pauses the process for an instant; with --nonblocking not even that."""
    out = subprocess.run(
        ["py-spy", "dump", "--pid", str(os.getpid())], capture_output=True, text=True
    )
    main = out.stdout.split("MainThread")[-1].split("\nThread")[0]
    frames = [line.split("(")[0].strip() for line in main.splitlines()[1:]]
    return frames or [out.stderr]


if __name__ == "__main__":
    # Where Yama restricts ptrace, a process must allow its observers.
    ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1))
    stack = []
    spy = threading.Timer(0.1, lambda: stack.extend(stack_of_this_process()))
    spy.start()
    blocked = asyncio.run(worst_delay(offload=False))
    spy.join()
    free = asyncio.run(worst_delay(offload=True))
    print(f"called in the coroutine, longest pause: ≈ {blocked * 1000:.0f} ms")
    print(f"in a thread, longest pause: ≈ {free * 1000:.0f} ms")
    print("py-spy dump of the main thread, innermost first:")
    for frame in stack[:3]:
        print("  " + frame)
    assert stack[:2] == ["price_report", "handler"], stack
    assert blocked > 3 * free
