# needs: postgresql, dagster
# timeout: 300
"""Seven days on Dagster: a backfill, an error and two kills in step two."""

import contextlib
import os
import sqlite3
import subprocess
import time
from pathlib import Path

import psutil
from steps import handover, plant, prepare, report, until

from snippets.services.process import running

ASSETS = """
# --8<-- [start:assets]
import dagster as dg
import steps

days = dg.DailyPartitionsDefinition(start_date="2026-11-01")  # (1)!

@dg.asset(partitions_def=days)
def orders_of_the_day(context: dg.AssetExecutionContext):
    return steps.extract(context.partition_key)

@dg.asset(partitions_def=days,
          retry_policy=dg.RetryPolicy(max_retries=2, delay=1))  # (2)!
def totals(context: dg.AssetExecutionContext, orders_of_the_day):  # (3)!
    return steps.transform(context.partition_key, orders_of_the_day)

@dg.asset(partitions_def=days)
def revenue(context: dg.AssetExecutionContext, totals) -> None:
    steps.load(context.partition_key, totals)

daily = dg.define_asset_job("daily", executor_def=dg.in_process_executor)  # (4)!
defs = dg.Definitions(
    [orders_of_the_day, totals, revenue], jobs=[daily],
    schedules=[dg.build_schedule_from_partitioned_job(daily)])
# --8<-- [end:assets]
"""
INSTANCE = """
telemetry: {enabled: false}
concurrency: {runs: {max_concurrent_runs: 2}}
run_retries: {enabled: true, max_retries: 1}
run_monitoring: {enabled: true, poll_interval_seconds: 1}
"""
PROGRAMS = Path(os.environ["DAGSTER"])
ENVIRONMENT = {**os.environ, "DAGSTER_HOME": os.getcwd(), "PYTHONWARNINGS": "ignore",
               "PYTHONPATH": str(Path(__file__).parent)}


FIND = "SELECT pid FROM calls WHERE step = 'transform' AND day = %s"


def backfill(*days: str) -> None:
    subprocess.run(
        [PROGRAMS / "dagster", "job", "backfill", "-f", "assets.py", "-j", "daily",
         "--noprompt", *days], env=ENVIRONMENT, check=True, capture_output=True)


def runs(query: str) -> list[tuple]:
    with contextlib.closing(sqlite3.connect("history/runs.db")) as db:
        return db.execute(f"SELECT {query}").fetchall()


def until_runs(query: str) -> float:
    begin = time.monotonic()
    while not runs(query)[0][0]:
        time.sleep(0.1)
    return time.monotonic() - begin


def refusal() -> str:
    while True:
        for path in Path("history/runs").glob("*-*.db"):
            with contextlib.closing(sqlite3.connect(path)) as db:
                found = db.execute(
                    "SELECT event ->> '$.dagster_event.message' FROM event_logs"
                    " WHERE event LIKE '%Not retrying run%'").fetchone()
            if found:
                return found[0]
        time.sleep(0.2)


prepare()
Path("assets.py").write_text(ASSETS)
Path("dagster.yaml").write_text(INSTANCE)
for kind, day in ("error", 3), ("hang", 5), ("hang", 7):
    plant(kind, "transform", f"2026-11-0{day}")
begin = time.monotonic()
with running([str(PROGRAMS / "dagster-daemon"), "run", "-f", "assets.py"],
             name="daemon", log=Path("daemon.log"),
             ready=lambda: "following daemons" in Path("daemon.log").read_text(),
             env=ENVIRONMENT):
    backfill("--from", "2026-11-01", "--to", "2026-11-07")
    until("SELECT count(*) > 0 FROM calls WHERE step = 'load'")
    print(f"to the first run: ≈ {time.monotonic() - begin:.1f} s")
    one = psutil.Process(until(FIND, "2026-11-05"))
    tree = psutil.Process().children(recursive=True)
    memory = sum(each.memory_full_info().pss for each in tree) >> 20
    one.kill()
    noticed = until_runs("count(*) FROM runs WHERE status = 'FAILURE'")
    print("then:", refusal())
    backfill("--partitions", "2026-11-05")
    until("SELECT count(DISTINCT day) = 6 FROM revenue")
    another = psutil.Process(until(FIND, "2026-11-07"))
    another.parent().kill()  # the code server that would have noticed
    another.kill()
    time.sleep(5)
    left = runs("status FROM runs WHERE partition = '2026-11-07'")
print("runs:", *runs("count(*), status FROM runs GROUP BY 2 ORDER BY 2"))
report()
print(f"the kill was noticed after: ≈ {noticed:.1f} s")
print("code server killed too, 5 s later:", left[0][0])
print(f"from step to step: ≈ {handover() * 1000:.0f} ms")
print(f"memory at work: ≈ {memory} MB")
assert noticed < 40 and left == [("STARTED",)]
