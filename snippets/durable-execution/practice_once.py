"""One attempt only: does that make a charge happen at most once, and who knows?"""

import asyncio
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import WorkflowFailureError
from temporalio.common import RetryPolicy, WorkflowIDConflictPolicy
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    from dev_server import connect, dev_server


@activity.defn
def charge(die: str) -> None:
    if die == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    open(f"{die}.charged", "w").close()
    if die == "after":
        os.kill(os.getpid(), signal.SIGKILL)


@workflow.defn
class Once:
    @workflow.run
    async def run(self, die: str) -> None:
        await workflow.execute_activity(
            charge, die, start_to_close_timeout=timedelta(seconds=1),
            retry_policy=RetryPolicy(maximum_attempts=1))


async def work(address: str, die: str) -> None:
    client = await connect(address)
    handle = await client.start_workflow(
        Once.run, die, id=die, task_queue=die,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING)
    async with Worker(client, task_queue=die, workflows=[Once], activities=[charge],
                      activity_executor=ThreadPoolExecutor(1), max_cached_workflows=0,
                      max_concurrent_activities=1):
        try:
            await handle.result()
        except WorkflowFailureError as error:
            charged = os.path.exists(f"{die}.charged")
            print(f"killed {die} the charge: {error.cause.cause}, charged: {charged}")


def main() -> None:
    with dev_server() as address:
        for die in ("before", "after"):
            for _ in range(2):
                if (child := os.fork()) == 0:
                    asyncio.run(work(address, die))
                    os._exit(0)
                os.waitpid(child, 0)


if __name__ == "__main__":
    main()
