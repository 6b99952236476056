"""What a workflow may not ask: the sandbox of the Python SDK, call by call."""

import asyncio
import datetime
import os
import random
import time
import uuid

from temporalio import workflow
from temporalio.client import WorkflowFailureError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

with workflow.unsafe.imports_passed_through():
    from dev_server import connect, dev_server

# --8<-- [start:asks]
ASKS = {
    "datetime.now()": lambda: datetime.datetime.now(),
    "time.time()": lambda: time.time(),
    "random.random()": lambda: random.random(),
    "uuid.uuid4()": lambda: uuid.uuid4(),
    "open('/etc/hostname')": lambda: open("/etc/hostname").close(),
    "os.getpid()": lambda: os.getpid(),
    "time.monotonic()": lambda: time.monotonic(),
    "list({'a', 'b'})": lambda: list({"a", "b"}),  # (1)!
    "workflow.now()": lambda: workflow.now(),  # (2)!
    "workflow.random()": lambda: workflow.random().random(),
    "workflow.uuid4()": lambda: workflow.uuid4(),
}
# --8<-- [end:asks]


@workflow.defn
class Ask:
    @workflow.run
    async def run(self, what: str) -> None:
        ASKS[what]()


async def main() -> None:
    with dev_server() as address:
        client = await connect(address)

        async def ask(what: str, **settings) -> str:
            async with Worker(client, task_queue="q", workflows=[Ask], **settings,
                              workflow_failure_exception_types=[Exception]):
                try:
                    await client.execute_workflow(Ask.run, what, id=what,
                                                  task_queue="q")
                    return "passes"
                except WorkflowFailureError as error:
                    return str(error.cause).split(" from inside")[0]

        answers = {what: await ask(what) for what in ASKS}
        for what, answer in answers.items():
            print(f"{what}: {answer}")
        bare = [await ask(w, workflow_runner=UnsandboxedWorkflowRunner()) for w in ASKS]
        print(f"refused without the sandbox: {sum(a != 'passes' for a in bare)}")


if __name__ == "__main__":
    asyncio.run(main())
