# needs: postgresql
# timeout: 120
"""The same workflow on a Temporal server: its memory is the event history."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.common import RetryPolicy, WorkflowIDConflictPolicy
from temporalio.exceptions import ActivityError
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    from dev_server import connect, dev_server
    from shop import Refused, open_shop, outside, report


# --8<-- [start:workflow]
@activity.defn
def step(order: dict, what: str) -> None:
    outside(order, what)  # (1)!


@workflow.defn
class Process:
    @workflow.run
    async def run(self, order: dict) -> str:
        await self.do(order, "reserve")
        await self.do(order, "charge")
        try:
            await self.do(order, "ship")
        except ActivityError:
            await self.do(order, "refund")
            await self.do(order, "release")
            return "cancelled"
        await self.do(order, "notify")
        return "done"

    async def do(self, order: dict, what: str) -> None:
        await workflow.execute_activity(
            step, args=[order, what],
            start_to_close_timeout=timedelta(seconds=2),  # (2)!
            retry_policy=RetryPolicy(non_retryable_error_types=[Refused.__name__]))
# --8<-- [end:workflow]


async def work(address: str, order: dict) -> None:
    client = await connect(address)
    handle = await client.start_workflow(
        Process.run, order, id=order["id"], task_queue=order["id"],
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING)
    async with Worker(client, task_queue=order["id"], workflows=[Process],
                      activities=[step], activity_executor=ThreadPoolExecutor(1),
                      max_concurrent_activities=1,
                      sticky_queue_schedule_to_start_timeout=timedelta(seconds=1)):
        await handle.result()


def main() -> None:
    orders = open_shop()
    with dev_server() as address:
        for _ in range(2):  # the second worker of each order finishes it
            children = []
            for order in orders:
                if (child := os.fork()) == 0:
                    asyncio.run(work(address, order))
                    os._exit(0)
                children.append(child)
            for child in children:
                os.waitpid(child, 0)
    twice, lost, _ = report()
    assert (twice, lost) == (6, 0)


if __name__ == "__main__":
    main()
