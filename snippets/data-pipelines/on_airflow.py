# needs: postgresql, airflow
# timeout: 300
"""Seven days on Airflow: a backfill, an error and two kills in step two."""

import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import psycopg
from steps import ask, calls, connect, handover, plant, prepare, report, until

from snippets.services.process import free_port, running

DAG = """
# --8<-- [start:dag]
from airflow.sdk import CronDataIntervalTimetable, dag, task
from pendulum import datetime
import steps
@dag(schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),  # (1)!
     start_date=datetime(2026, 11, 1),
     default_args={"retries": 2, "retry_delay": 1.0})  # (2)!
def daily_revenue():
    @task
    def extract(data_interval_start=None):
        return steps.extract(data_interval_start.to_date_string())  # (3)!
    @task
    def transform(rows, data_interval_start=None):
        return steps.transform(data_interval_start.to_date_string(), rows)
    @task
    def load(total, data_interval_start=None):
        steps.load(data_interval_start.to_date_string(), total)
    load(transform(extract()))
daily_revenue()
# --8<-- [end:dag]
"""
PROGRAM = str(Path(os.environ["AIRFLOW"]) / "airflow")
META = os.environ["DATABASE_URL"] + "_meta"
PORT = free_port()
SETTINGS = {
    "CORE__PARALLELISM": "3", "CORE__LOAD_EXAMPLES": "False",
    "CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
    "CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{PORT}/execution/",
    "API__HOST": "127.0.0.1", "API__PORT": str(PORT), "API_AUTH__JWT_SECRET": "s" * 64,
    "LOGGING__WORKER_LOG_SERVER_HOST": "127.0.0.1",
    "LOGGING__WORKER_LOG_SERVER_PORT": str(free_port()),
    "DATABASE__SQL_ALCHEMY_CONN": META.replace(":", "+psycopg:", 1),
    "DATABASE__SQL_ALCHEMY_CONN_ASYNC": META.replace(":", "+psycopg:", 1),
    "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "15",  # instead of 300
    "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "1",
}
ENVIRONMENT = {**os.environ, "AIRFLOW_HOME": os.getcwd(),
               "PYTHONPATH": str(Path(__file__).parent),
               **{f"AIRFLOW__{key}": value for key, value in SETTINGS.items()}}
AGAIN = ("SELECT count(*) > {} FROM task_instance WHERE task_id = 'transform' AND"
         " (state = 'up_for_retry' OR try_number > 1)")
FIND = "SELECT pid FROM calls WHERE step = 'transform' AND day = %s"


def airflow(*words: str) -> None:
    subprocess.run([PROGRAM, *words], env=ENVIRONMENT, check=True, capture_output=True)


def meta(query: str) -> list[tuple]:
    with psycopg.connect(META) as db:
        return db.execute(query).fetchall()


def until_meta(query: str) -> float:
    begin = time.monotonic()
    while not meta(query)[0][0]:
        time.sleep(0.1)
    return time.monotonic() - begin


def part(name: str, *words: str):
    return running([PROGRAM, name, *words], name=name, log=Path(f"{name}.log"),
                   ready=lambda: True, env=ENVIRONMENT)


prepare()
for kind, day in ("error", 3), ("hang", 5), ("hang", 6):
    plant(kind, "transform", f"2026-11-0{day}")
with connect() as db:
    db.execute(f"CREATE DATABASE {META.rpartition('/')[2]}")
Path("dags").mkdir()
(file := Path("dags/daily.py")).write_text(DAG)
begin = time.monotonic()
airflow("db", "migrate")
with (part("api-server", "--apps", "execution"), part("dag-processor"),
      part("scheduler")):
    until_meta("SELECT count(*) > 0 FROM dag_run")
    airflow("backfill", "create", "--dag-id", "daily_revenue", "--max-active-runs",
            "2", "--from-date", "2026-11-01", "--to-date", "2026-11-07")
    until("SELECT count(*) > 0 FROM calls WHERE step = 'load'")
    print(f"to the first run: ≈ {time.monotonic() - begin:.1f} s")
    os.kill(until(FIND, "2026-11-05"), signal.SIGKILL)  # the task's process
    noticed = until_meta(AGAIN.format(1))
    task = psutil.Process(until(FIND, "2026-11-06"))
    memory = sum(each.memory_full_info().pss
                 for each in psutil.Process().children(recursive=True)) >> 20
    file.write_text(DAG.replace("string(), total)", "string(), {**total, 'new': 0})"))
    task.parent().kill()  # its supervisor, a worker of the LocalExecutor
    late = until_meta(AGAIN.format(2))
    print("the orphaned step still runs:", orphan := task.status() == "sleeping")
    task.kill()
    until("SELECT count(DISTINCT day) = 7 FROM revenue")
    until_meta("SELECT count(*) = 8 FROM dag_run WHERE state = 'success'")
print("runs:", *meta("SELECT count(*), run_type FROM dag_run GROUP BY 2 ORDER BY 2"))
report()
print(f"the kill was noticed after: ≈ {noticed:.1f} s")
print("after its supervisor was killed:", calls("2026-11-06"))
print(f"that was noticed after: ≈ {late:.1f} s")
new = ask("SELECT country FROM revenue WHERE day = '2026-11-06' AND country = 'new'")
print("the run of that day ends with the code of its beginning:", not new)
print(f"from step to step: ≈ {handover() * 1000:.0f} ms")
print(f"memory at work: ≈ {memory} MB")
assert noticed < 40 and late > 5 and orphan and new
