# page: no (platform)
import asyncio
import gc
import re
import traceback


# --8<-- [start:group]
async def price(item):
    await asyncio.sleep(0.001)
    return {"tea": 300}[item]


async def stock(item):
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        raise RuntimeError("closed twice")  # while cleaning up


async def checkout():
    async with asyncio.TaskGroup() as group:
        group.create_task(price("tea"))
        group.create_task(price("coffee"))
        group.create_task(stock("tea"))


async def forgotten():
    task = asyncio.create_task(price("cocoa"), name="price of cocoa")
    await asyncio.wait([task])
    # nobody reads task.result() or task.exception()


# --8<-- [end:group]


def readable(text):
    """Without folders, and without line numbers of the standard library."""
    text = re.sub(r'File "\S+/(\w+\.py)"', r'File "\1"', text)
    return re.sub(r'("(?!python_groups)\w+\.py", line) \d+', r"\1 N", text)


def handler(_, context):
    print(f"{context['message']}: {context['exception']!r}")
    print("task:", context["future"].get_name())


try:
    asyncio.run(checkout())
except* (KeyError, RuntimeError):
    print(readable(traceback.format_exc()).strip())


async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    await forgotten()
    gc.collect()


print()
asyncio.run(main())
