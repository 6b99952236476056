"""A step is inserted into a workflow that is under way."""

import asyncio
import re
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.api.enums.v1 import WorkflowTaskFailedCause
from temporalio.worker import Replayer, Worker

with workflow.unsafe.imports_passed_through():
    from dev_server import connect, dev_server, quiet

SOON = {"start_to_close_timeout": timedelta(seconds=5)}


@activity.defn
async def step(what: str) -> None:
    pass


class Order:
    def __init__(self) -> None:
        self.packed = False

    @workflow.signal
    def pack(self) -> None:
        self.packed = True


# --8<-- [start:versions]
@workflow.defn(name="Order")
class Old(Order):
    @workflow.run
    async def run(self) -> str:
        await workflow.execute_activity(step, "charge", **SOON)
        await workflow.wait_condition(lambda: self.packed)
        return "done"


@workflow.defn(name="Order")
class New(Order):
    @workflow.run
    async def run(self) -> str:
        await workflow.sleep(1)  # (1)!
        await workflow.execute_activity(step, "charge", **SOON)
        await workflow.wait_condition(lambda: self.packed)
        return "done"


@workflow.defn(name="Order")
class Patched(Order):
    @workflow.run
    async def run(self) -> str:
        if workflow.patched("fraud-check"):  # (2)!
            await workflow.sleep(1)
        await workflow.execute_activity(step, "charge", **SOON)
        await workflow.wait_condition(lambda: self.packed)
        return "done"
# --8<-- [end:versions]


def worker(client, version: type) -> Worker:
    return Worker(client, task_queue="q", workflows=[version], activities=[step],
                  max_cached_workflows=0)


async def events(handle, kind: str) -> list:
    return [e async for e in handle.fetch_history_events() if e.HasField(kind)]


async def main() -> None:
    with dev_server() as address:
        client = await connect(address)
        async with worker(client, Old):
            handle = await client.start_workflow("Order", id="order-7", task_queue="q",
                                                 task_timeout=timedelta(seconds=1))
            while not await events(handle, "activity_task_completed_event_attributes"):
                await asyncio.sleep(0.05)
        history = await handle.fetch_history()
        for version in (Old, New, Patched):  # (3)!
            replayer = Replayer(workflows=[version], runtime=quiet())
            result = await replayer.replay_workflow(history,
                                                    raise_on_replay_failure=False)
            error = re.search(r"\[TMPRL[^\"]*", str(result.replay_failure))
            error = error[0].replace("error: ", "error:\n  ") if error else "passes"
            print(f"replay with {version.__name__}: {error}")
        kind = "workflow_task_failed_event_attributes"
        async with worker(client, New):
            await handle.signal("pack")
            while not (failed := await events(handle, kind)):
                await asyncio.sleep(0.05)
        cause = failed[0].workflow_task_failed_event_attributes.cause
        print(f"cause in the history: {WorkflowTaskFailedCause.Name(cause)}")
        print(f"status meanwhile: {(await handle.describe()).status.name}")
        async with worker(client, Patched):
            print(f"with the patch it ends: {await handle.result()}")


if __name__ == "__main__":
    asyncio.run(main())
