# needs: postgresql
# timeout: 120
"""What a step costs when it is remembered: twenty steps that do nothing."""

import asyncio
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    import psycopg
    from dbos import DBOS
    from dev_server import connect, dev_server

STEPS, RUNS = 20, 5
TIMEOUT = {"start_to_close_timeout": timedelta(seconds=10)}


@activity.defn
def nothing(number: int) -> int:
    return number


@workflow.defn
class Activities:
    @workflow.run
    async def run(self) -> None:
        for number in range(STEPS):
            await workflow.execute_activity(nothing, number, **TIMEOUT)


@workflow.defn
class LocalActivities:
    @workflow.run
    async def run(self) -> None:
        for number in range(STEPS):
            await workflow.execute_local_activity(nothing, number, **TIMEOUT)


def row_and_commit(db, run: int) -> None:
    for number in range(STEPS):
        nothing(number)
        db.execute("INSERT INTO step VALUES (%s, %s, '')", [run, number])


def per_step(work) -> float:
    """Milliseconds a step: the median of a few runs."""
    times = []
    for run in range(RUNS + 1):
        begin = time.perf_counter()
        work(run)
        times.append((time.perf_counter() - begin) * 1000 / STEPS)
    return statistics.median(times[1:])


async def temporal(address: str, kind) -> tuple[float, int, float]:
    client = await connect(address)
    times = []
    async with Worker(client, task_queue="q", workflows=[kind], activities=[nothing],
                      activity_executor=ThreadPoolExecutor(4)):
        for run in range(RUNS + 1):
            begin = time.perf_counter()
            await client.execute_workflow(kind.run, id=f"{kind}{run}", task_queue="q")
            times.append((time.perf_counter() - begin) * 1000 / STEPS)
    events = (await client.get_workflow_handle(f"{kind}{run}").fetch_history()).events
    waits = [(b.event_time.ToNanoseconds() - a.event_time.ToNanoseconds()) / 1e6
             for a, b in zip(events, events[1:])
             if b.HasField("workflow_task_started_event_attributes")]
    return statistics.median(times[1:]), len(events), statistics.median(waits)


def main() -> None:
    db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    db.execute("CREATE TABLE step (run int, number int, output text,"
               "PRIMARY KEY (run, number))")
    cost = {"plain call": per_step(lambda run: [nothing(n) for n in range(STEPS)])}
    cost |= {"row and commit": per_step(lambda run: row_and_commit(db, run))}
    DBOS(config={"name": "cost", "system_database_url": os.environ["DATABASE_URL"],
                 "log_level": "CRITICAL"})
    remembered = DBOS.step()(nothing)
    process = DBOS.workflow()(lambda: [remembered(n) for n in range(STEPS)] and None)
    DBOS.launch()
    cost["DBOS"] = per_step(lambda run: process())
    counts = db.execute("SELECT (SELECT count(*) FROM dbos.operation_outputs),"
                        "(SELECT count(*) FROM dbos.workflow_status)").fetchone()
    with dev_server() as address:
        for name, kind in (("Temporal activity", Activities),
                           ("Temporal local activity", LocalActivities)):
            cost[name], events, wait = asyncio.run(temporal(address, kind))
            print(f"{name}, events of {STEPS} steps: {events}")
            if kind is Activities:
                print(f"a workflow task waits for its worker: ≈ {wait:.1f} ms")
    print(f"DBOS, rows a workflow: {(counts[0] + counts[1]) // (RUNS + 1)}")
    print(f"plain call: ≈ {cost.pop('plain call') * 1e6:.0f} ns")
    for name, milliseconds in cost.items():
        print(f"{name}, each step: ≈ {milliseconds:.2g} ms")
    assert cost["row and commit"] < cost["DBOS"] < cost["Temporal activity"]
    assert cost["Temporal local activity"] < cost["Temporal activity"] / 2
    os._exit(0)


if __name__ == "__main__":
    main()
