"""Which timeout notices a dead worker, and what it does to one that is only slow."""

import asyncio
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from temporalio import activity, workflow
from temporalio.client import WorkflowFailureError
from temporalio.common import RetryPolicy, WorkflowIDConflictPolicy
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    from dev_server import connect, dev_server

USE_EXISTING = WorkflowIDConflictPolicy.USE_EXISTING
seconds = lambda n: timedelta(seconds=n)  # noqa: E731
# --8<-- [start:cases]
CASES = {
    "no timeout at all": {},
    "start-to-close 4 s": {"start_to_close_timeout": seconds(4)},
    "and a heartbeat timeout of 1 s": {"start_to_close_timeout": seconds(60),
                                       "heartbeat_timeout": seconds(1)},
    "only schedule-to-close 3 s": {"schedule_to_close_timeout": seconds(3)},
}


@activity.defn
def dies_once(path: str) -> int:
    activity.heartbeat("half")  # (1)!
    if activity.info().attempt == 1 and not os.path.exists(path):
        open(path, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return activity.info().attempt


@activity.defn
def slow(path: str) -> None:
    with open(path, "a") as log:
        log.write("begin ")
    time.sleep(2.5)
    with open(path, "a") as log:  # (2)!
        log.write("end ")
# --8<-- [end:cases]


@workflow.defn
class Once:
    @workflow.run
    async def run(self, name: str, case: str) -> tuple[int, float]:
        begin = workflow.time()
        attempt = await workflow.execute_activity(
            name, case.replace(" ", "-"), result_type=int, **CASES[case])
        return attempt, workflow.time() - begin


@workflow.defn
class Slow:
    @workflow.run
    async def run(self) -> None:
        await workflow.execute_activity(
            slow, "slow.log", start_to_close_timeout=seconds(1),
            retry_policy=RetryPolicy(maximum_attempts=2, backoff_coefficient=1,
                                     initial_interval=timedelta(milliseconds=100)))


async def work(address: str, case: str) -> str:
    client = await connect(address)
    handle = await client.start_workflow(Once.run, args=["dies_once", case], id=case,
                                         task_queue=case,
                                         id_conflict_policy=USE_EXISTING)
    async with Worker(client, task_queue=case, workflows=[Once], activities=[dies_once],
                      activity_executor=ThreadPoolExecutor(2), max_cached_workflows=0,
                      max_concurrent_activities=2,
                      workflow_failure_exception_types=[ValueError]):
        try:
            attempt, took = await handle.result()
            return f"attempt {attempt} ended it, after ≈ {took:.1f} s"
        except WorkflowFailureError as error:
            cause = error.cause.cause or error.cause
            return f"{type(cause).__name__}:\n  {cause}"


async def overlap(address: str) -> str:
    client = await connect(address)
    async with Worker(client, task_queue="slow", workflows=[Slow], activities=[slow],
                      activity_executor=ThreadPoolExecutor(2),
                      max_concurrent_activities=2):
        try:
            await client.execute_workflow(Slow.run, id="slow", task_queue="slow")
        except WorkflowFailureError as error:
            print(f"slow, start-to-close 1 s: {error.cause.cause}")
        while (did := open("slow.log").read()).count("end") < 2:
            await asyncio.sleep(0.1)
    return did


def main() -> None:
    with dev_server() as address:
        for _ in range(2):  # the second worker comes when the first is dead
            for number, case in enumerate(CASES):
                if os.fork() == 0:
                    answer = asyncio.run(work(address, case))
                    Path(f"{number}.txt").write_text(f"{case}: {answer}\n")
                    os._exit(0)
            for _ in CASES:
                os.wait()
        print("".join(Path(f"{n}.txt").read_text() for n in range(len(CASES))), end="")
        print(f"slow, what its two attempts did: {asyncio.run(overlap(address))}")


if __name__ == "__main__":
    main()
