# needs: postgresql, prefect
# timeout: 300
"""Seven days on Prefect: a loop over days, an error and a kill in step two."""

import json
import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import psutil
from steps import ask, handover, plant, prepare, report, until

from snippets.services.process import free_port, healthy

FLOW = """
# --8<-- [start:flow]
import sys
from datetime import date, timedelta
from prefect import flow, task
import steps

extract = task(steps.extract)
transform = task(steps.transform, retries=2, retry_delay_seconds=1)  # (1)!
load = task(steps.load)

@flow
def daily_revenue(day: str):
    rows = extract(day)  # (2)!
    load(day, transform(day, rows))

first, last = map(date.fromisoformat, sys.argv[1:])
while first <= last:  # (3)!
    daily_revenue(str(first))
    first += timedelta(days=1)
# --8<-- [end:flow]
"""
SHIM = """
import fastapi
import fastapi.param_functions as params
body = params.Body
fastapi.Body = params.Body = lambda *words, min_items=None, max_items=None, **named: (
    body(*words, min_length=min_items, max_length=max_items, **named))
"""
PROGRAMS = Path(os.environ["PREFECT"])
PORT = free_port()
API = f"http://127.0.0.1:{PORT}/api"
ENVIRONMENT = {
    **os.environ, "PREFECT_HOME": os.getcwd(), "PREFECT_API_URL": API,
    "DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL", "PREFECT_CLIENT_METRICS_ENABLED": "false",
    "PYTHONPATH": os.pathsep.join([os.getcwd(), str(Path(__file__).parent)])}


def flow(first: str, last: str) -> subprocess.Popen:
    return subprocess.Popen([PROGRAMS / "python", "flow.py", first, last],
                            env=ENVIRONMENT)


def states() -> dict[str, int]:
    """How many flow runs the server holds in each state."""
    request = urllib.request.Request(
        f"{API}/flow_runs/filter", b"{}", {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        found = [run["state_type"] for run in json.load(answer)]
    return {state: found.count(state) for state in sorted(set(found))}


def main() -> None:
    prepare()
    Path("flow.py").write_text(FLOW)
    Path("sitecustomize.py").write_text(SHIM)
    plant("error", "transform", "2026-11-03")
    plant("hang", "transform", "2026-11-05")
    begin = time.monotonic()
    # Prefect 3.8.8 asks FastAPI for what newer releases have dropped: see SHIM.
    server = subprocess.Popen(
        [PROGRAMS / "prefect", "server", "start", "--no-ui", "--port", str(PORT)],
        env=ENVIRONMENT, stdout=open("server.log", "w"), stderr=subprocess.STDOUT)
    try:
        while not healthy(f"{API}/health"):
            assert server.poll() is None, Path("server.log").read_text()[-2000:]
            time.sleep(0.2)
        first = flow("2026-11-01", "2026-11-07")
        until("SELECT count(*) > 0 FROM calls WHERE step = 'load'")
        print(f"to the first run: ≈ {time.monotonic() - begin:.1f} s")
        until("SELECT count(*) FROM calls WHERE step = 'transform' AND day = %s",
              "2026-11-05")
        tree = [psutil.Process(server.pid), psutil.Process(first.pid)]
        tree += [child for each in tree for child in each.children(recursive=True)]
        memory = sum(each.memory_full_info().pss for each in tree) >> 20
        first.send_signal(signal.SIGKILL)
        first.wait()
        time.sleep(5)
        print("five seconds after the kill:", states())
        assert states()["RUNNING"] == 1
        assert flow("2026-11-05", "2026-11-07").wait() == 0
        print("after the rest of the week:", states())
    finally:
        server.terminate()
        server.wait()
    print("rows:", ask("SELECT count(*) FROM revenue"))
    report()
    print(f"from step to step: ≈ {handover() * 1000:.0f} ms")
    print(f"processes at work: {len(tree)}")
    print(f"memory at work: ≈ {memory} MB")


if __name__ == "__main__":
    main()
