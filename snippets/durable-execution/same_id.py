# needs: postgresql
"""The same order id twice: while it runs, and after it has ended."""

import asyncio
import os

from temporalio import workflow
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    from dbos import DBOS, SetWorkflowID
    from dev_server import connect, dev_server


# --8<-- [start:workflow]
@workflow.defn
class Order:
    def __init__(self) -> None:
        self.paid = 0
        self.closed = False

    @workflow.run
    async def run(self) -> int:
        await workflow.wait_condition(lambda: self.closed)
        await workflow.wait_condition(workflow.all_handlers_finished)  # (1)!
        return self.paid

    @workflow.signal
    def pay_signal(self, yen: int) -> None:
        self.paid += yen

    @workflow.update
    async def pay(self, yen: int) -> int:
        self.paid += yen
        return self.paid

    @pay.validator
    def positive(self, yen: int) -> None:  # (2)!
        if yen <= 0:
            raise ValueError("not an amount")

    @workflow.signal
    def close(self) -> None:
        self.closed = True
# --8<-- [end:workflow]


async def main() -> None:
    with dev_server() as address:
        client = await connect(address)

        async def start(**policy):
            try:
                return await client.start_workflow(Order.run, id="order-7",
                                                   task_queue="q", **policy)
            except WorkflowAlreadyStartedError as error:
                return print(f"{type(error).__name__}")

        async with Worker(client, task_queue="q", workflows=[Order]):
            handle = await start()
            print("start again while it runs: ", end="")
            await start()
            for _ in range(2):
                await handle.signal(Order.pay_signal, 100)
            same = [await handle.execute_update(Order.pay, 100, id="payment-1")
                    for _ in range(2)]
            print(f"after two signals of 100 and one update twice: {same}")
            before = len((await handle.fetch_history()).events)
            try:
                await handle.execute_update(Order.pay, -1)
            except Exception as error:
                print(f"update refused by its validator: {error.cause}")
            after = len((await handle.fetch_history()).events)
            print(f"events that the refusal left: {after - before}")
            await handle.signal(Order.close)
            print(f"result: {await handle.result()}")
            print("start again after the end, REJECT_DUPLICATE: ", end="")
            await start(id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE)
            again = await start()
            status = (await again.describe()).status.name
            print(f"start again after the end, default: {status}")
            await again.signal(Order.close)
            await again.result()
    ran = []
    DBOS(config={"name": "shop", "system_database_url": os.environ["DATABASE_URL"],
                 "log_level": "CRITICAL"})
    order = DBOS.workflow(name="order")(lambda: ran.append(1))
    DBOS.launch()
    for _ in range(2):
        with SetWorkflowID("order-7"):
            order()
    print(f"DBOS, the same id twice after the end, ran: {len(ran)}")
    assert len(ran) == 1 and before == after
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main())
