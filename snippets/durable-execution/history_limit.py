"""A loop that never ends: with and without continue-as-new, at a lowered limit."""

import asyncio
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import WorkflowFailureError
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    from dev_server import connect, dev_server

ROUNDS = 60
SOON = {"start_to_close_timeout": timedelta(seconds=5)}


@activity.defn
async def nothing() -> None:
    pass


# --8<-- [start:workflows]
@workflow.defn
class Forever:
    @workflow.run
    async def run(self, done: int) -> int:
        while done < ROUNDS:
            await workflow.execute_activity(nothing, **SOON)  # (1)!
            done += 1
        return done


@workflow.defn
class Renewed:
    @workflow.run
    async def run(self, done: int) -> int:
        while done < ROUNDS:
            if workflow.info().is_continue_as_new_suggested():  # (2)!
                workflow.continue_as_new(done)
            await workflow.execute_activity(nothing, **SOON)
            done += 1
        return done
# --8<-- [end:workflows]


async def main() -> None:
    with dev_server(limit__historyCount__error=200,
                    limit__historyCount__suggestContinueAsNew=100) as address:
        client = await connect(address)
        async with Worker(client, task_queue="q", workflows=[Forever, Renewed],
                          activities=[nothing]):
            try:
                await client.execute_workflow(Forever.run, 0, id="forever",
                                              task_queue="q")
            except WorkflowFailureError as error:
                print(f"without: {type(error.cause).__name__}: {error.cause}")
            handle = await client.start_workflow(Renewed.run, 0, id="renewed",
                                                 task_queue="q")
            print(f"with continue-as-new, rounds done: {await handle.result()}")
        runs = [w async for w in client.list_workflows("WorkflowId = 'renewed'")]
        print(f"runs under one workflow id: {len(runs)}")
        assert len(runs) > 2


if __name__ == "__main__":
    asyncio.run(main())
