# timeout: 90
"""A timer of three seconds: the worker is killed, the server restarted."""

import asyncio
from multiprocessing import get_context

from temporalio import workflow
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    from dev_server import connect, dev_server

    from snippets.services.process import free_port


USE_EXISTING = WorkflowIDConflictPolicy.USE_EXISTING


# --8<-- [start:workflow]
@workflow.defn
class Reminder:
    @workflow.run
    async def run(self) -> list[float]:
        begin = workflow.time()
        await workflow.sleep(3)  # (1)!
        middle = workflow.time()
        await workflow.sleep(0.001)
        return [middle - begin, workflow.time() - middle]
# --8<-- [end:workflow]


async def work(address: str) -> list[float]:
    client = await connect(address)
    handle = await client.start_workflow(
        Reminder.run, id="reminder", task_queue="q", id_conflict_policy=USE_EXISTING)
    async with Worker(client, task_queue="q", workflows=[Reminder]):
        return await handle.result()


def first(address: str) -> None:
    asyncio.run(work(address))


async def timer_started(address: str) -> None:
    client = await connect(address)
    while True:
        events = client.get_workflow_handle("reminder").fetch_history_events()
        try:
            async for event in events:
                if event.HasField("timer_started_event_attributes"):
                    return
        except Exception:
            pass
        await asyncio.sleep(0.1)


def main() -> None:
    port = free_port()
    with dev_server("--db-filename=temporal.db", port=port) as address:
        process = get_context("fork").Process(target=first, args=[address])
        process.start()
        watch = get_context("fork").Process(
            target=lambda: asyncio.run(timer_started(address)))
        watch.start()
        watch.join()
        process.kill()
        process.join()
    with dev_server("--db-filename=temporal.db", port=port) as address:
        took, short = asyncio.run(work(address))
    print(f"the timer of 3 s took: ≈ {took:.1f} s")
    print(f"a timer of 1 ms took: ≈ {short:.1f} s")
    assert 2.9 < took < 20


if __name__ == "__main__":
    main()
