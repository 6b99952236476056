# needs: postgresql
"""An async view and a synchronous ORM: the error, the thread, its price."""

import asyncio
import threading
import time

from bench import tables
from django_app import Book

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.db import connection

tables()
Book.objects.get(id=7)  # the pool is warm


async def per_call(work, times: int = 200) -> float:
    begin = time.perf_counter()
    for _ in range(times):
        await work()
    return (time.perf_counter() - begin) / times * 1e6


# --8<-- [start:hop]
async def direct() -> str:
    try:
        return Book.objects.get(id=7).title  # (1)!
    except Exception as error:
        return f"{type(error).__name__}: {error}"


async def nothing() -> None:
    await sync_to_async(lambda: None)()  # (2)!


async def aget() -> None:
    await Book.objects.aget(id=7)  # (3)!


async def wait() -> None:
    await sync_to_async(time.sleep)(0.05)


async def twenty_at_once(separate: bool) -> float:
    async def request():
        if not separate:
            return await wait()
        async with ThreadSensitiveContext():  # (4)!
            await wait()

    begin = time.perf_counter()
    await asyncio.gather(*[request() for _ in range(20)])
    return time.perf_counter() - begin
# --8<-- [end:hop]


async def main() -> None:
    print(await direct())
    empty, hop = await per_call(lambda: asyncio.sleep(0)), await per_call(nothing)
    whole = await per_call(aget)
    begin = time.perf_counter()
    for _ in range(200):
        await sync_to_async(lambda: None, thread_sensitive=True)()
    print(f"a turn of the loop: ≈ {empty:.0f} µs")
    print(f"a hop to a thread and back: ≈ {hop:.0f} µs")
    print(f"aget, hop included: ≈ {whole:.0f} µs")
    one, many = await twenty_at_once(False), await twenty_at_once(True)
    print(f"20 calls of 50 ms in one context: ≈ {one:.2f} s")
    print(f"20 calls of 50 ms, a context each: ≈ {many:.2f} s")
    names = {await sync_to_async(threading.get_ident)() for _ in range(20)}
    print(f"threads that 20 calls of one context use: {len(names)}")
    assert hop > empty and one > 0.9 and many < one and len(names) == 1


def queried(times: int) -> float:
    begin = time.perf_counter()
    for _ in range(times):
        Book.objects.get(id=7)
    return (time.perf_counter() - begin) / times * 1e6


print(f"get in a thread that has its connection: ≈ {queried(200):.0f} µs")
connection.close()
asyncio.run(main())
