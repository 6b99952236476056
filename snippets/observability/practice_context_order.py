import asyncio
import contextvars

trace = contextvars.ContextVar("trace", default="none")


async def seen():
    return trace.get()


async def change():
    trace.set("C")


async def main():
    trace.set("A")
    task = asyncio.create_task(seen())
    coroutine = seen()
    trace.set("B")
    print(f"task created before the change: {await task}")
    print(f"coroutine created before the change: {await coroutine}")
    await asyncio.create_task(change())
    print(f"after a task has set C: {trace.get()}")
    await change()
    print(f"after an awaited coroutine has set C: {trace.get()}")
    later = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(lambda: later.set_result(trace.get()))
    trace.set("D")
    print(f"callback scheduled before the change: {await later}")
    empty = asyncio.create_task(seen(), context=contextvars.Context())
    print(f"task in an empty context: {await empty}")


asyncio.run(main())
