import asyncio


# --8<-- [start:pool]
async def run(jobs, work):
    total = 0
    queue = asyncio.Queue(maxsize=4)  # (1)!

    async def worker():
        nonlocal total
        while (job := await queue.get()) is not None:
            value = await work(job)  # an error here cancels feed() and the others (2)!
            total += value

    async def feed():
        for job in [*range(1, jobs + 1), None, None, None]:
            await queue.put(job)  # (3)!

    async with asyncio.TaskGroup() as group:
        group.create_task(feed())
        for _ in range(3):
            group.create_task(worker())
    return total  # (4)!


# --8<-- [end:pool]

begun = running = 0


async def square(job, bad=0):
    global begun, running
    begun, running = begun + 1, running + 1
    try:
        await asyncio.sleep(0.001)
        if job == bad:
            raise ValueError(f"order {job}: card declined")
        return job * job
    finally:
        running -= 1


async def main():
    global begun
    print("20 orders, none fails: sum", await run(20, square))
    begun = 0
    try:
        await run(1000, lambda job: square(job, bad=7))
    except* ValueError as group:
        (error,) = group.exceptions
        print("1000 orders, one fails:", error)
    assert begun < 500
    print("begun after all: fewer than 500")
    print("still running when the pool returns:", running)


asyncio.run(main())
