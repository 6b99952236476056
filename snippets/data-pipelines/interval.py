# needs: airflow
"""Which day is it? Two timetables of Airflow 3 for the same cron expression."""

import os
import subprocess
from pathlib import Path

ASK = """
# --8<-- [start:ask]
from airflow.timetables import interval, trigger
from airflow.timetables.base import TimeRestriction
from pendulum import datetime

back_up = datetime(2026, 11, 9, 8)  # (1)!
interval.utcnow = trigger.utcnow = lambda: back_up
for module, name in [(trigger, "CronTriggerTimetable"),
                     (interval, "CronDataIntervalTimetable")]:
    daily = getattr(module, name)("0 0 * * *", timezone="UTC")
    for catchup in False, True:
        runs = []
        last = daily.infer_manual_data_interval(run_after=datetime(2026, 11, 5, 0, 1))
        limits = TimeRestriction(datetime(2026, 11, 1), None, catchup)
        while run := daily.next_dagrun_info(
                last_automated_data_interval=last, restriction=limits):
            if run.run_after > back_up:
                break
            runs.append(f"{run.logical_date:%d}")
            last = run.data_interval
        print(f"{name}, catchup={catchup}: {' '.join(runs)}")
# --8<-- [end:ask]
"""
subprocess.run([Path(os.environ["AIRFLOW"]) / "python", "-c", ASK], check=True,
               env={**os.environ, "AIRFLOW_HOME": os.getcwd()})
