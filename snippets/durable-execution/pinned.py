"""Two versions of the code at once: pinned workflows stay where they began."""

import asyncio

from temporalio import workflow
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import Worker, WorkerDeploymentConfig

with workflow.unsafe.imports_passed_through():
    from dev_server import PROGRAM, connect, dev_server


class Base:
    def __init__(self) -> None:
        self.packed = False

    @workflow.signal
    def pack(self) -> None:
        self.packed = True


# --8<-- [start:versions]
@workflow.defn(name="Order", versioning_behavior=VersioningBehavior.PINNED)
class Order1(Base):
    @workflow.run
    async def run(self) -> str:
        await workflow.wait_condition(lambda: self.packed)
        return "1"


@workflow.defn(name="Order", versioning_behavior=VersioningBehavior.PINNED)
class Order2(Base):
    @workflow.run
    async def run(self) -> str:
        await workflow.sleep(0.01)  # would break a replay of version 1
        await workflow.wait_condition(lambda: self.packed)
        return "2"


def worker(client, code: type, build: str) -> Worker:
    version = WorkerDeploymentVersion(deployment_name="shop", build_id=build)
    return Worker(client, task_queue="q", workflows=[code], max_cached_workflows=0,
                  deployment_config=WorkerDeploymentConfig(
                      version=version, use_worker_versioning=True))
# --8<-- [end:versions]


async def current(address: str, build: str) -> None:
    """temporal worker deployment set-current-version"""
    for _ in range(50):  # until its worker has polled
        asked = await asyncio.create_subprocess_exec(
            str(PROGRAM), "worker", "deployment", "set-current-version", "--yes",
            f"--address={address}", "--deployment-name=shop", f"--build-id={build}",
            stdout=-3, stderr=-3)
        if await asked.wait() == 0:
            return
        await asyncio.sleep(0.1)
    raise TimeoutError(build)


async def main() -> None:
    with dev_server() as address:
        client = await connect(address)
        async with worker(client, Order1, "1"):
            await current(address, "1")
            begun = await client.start_workflow("Order", id="order-7", task_queue="q")
            async with worker(client, Order2, "2"):
                await current(address, "2")
                later = await client.start_workflow("Order", id="order-8",
                                                    task_queue="q")
                for handle in (begun, later):
                    await handle.signal("pack")
                ends = await begun.result(), await later.result()
        print(f"order-7, begun before the roll-out, ends on version: {ends[0]}")
        print(f"order-8, begun after it, ends on version: {ends[1]}")
        assert ends == ("1", "2")


if __name__ == "__main__":
    asyncio.run(main())
