import asyncio

total = 0


async def square(job):
    await asyncio.sleep(0.01 * job)
    return job * job


async def add(job):
    global total
    total += await square(job)


async def main():
    async with asyncio.TaskGroup() as group:
        for job in range(1, 21):
            group.create_task(add(job))
    print("expected:", sum(job * job for job in range(1, 21)))
    print("total:", total)


asyncio.run(main())
