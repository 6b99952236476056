# needs: valkey, rabbitmq
# timeout: 240
import os, signal, subprocess, sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from celery import Celery

app = Celery("jobs", broker=os.environ.get("BROKER"))
if "VISIBILITY" in os.environ:
    seconds = int(os.environ["VISIBILITY"])
    app.conf.broker_transport_options = {"visibility_timeout": seconds}


# --8<-- [start:tasks]
def work(name: str) -> None:
    log = Path(name)
    first = not log.exists()
    with log.open("a") as file:
        file.write(f"{os.getpid()} {time.time()}\n")
    if first:
        time.sleep(120)  # killed in here


@app.task(name="early")
def early(name: str) -> None:  # (1)!
    work(name)


@app.task(name="late", acks_late=True)
def late(name: str) -> None:
    work(name)


@app.task(name="rejected", acks_late=True, reject_on_worker_lost=True)
def rejected(name: str) -> None:  # (2)!
    work(name)
# --8<-- [end:tasks]


TASKS = (early, late, rejected)


def worker(broker: str, **more: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "celery", "-A", "worker_crash", "worker", "-c3"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    path = {"PYTHONPATH": str(Path(__file__).parent), "BROKER": broker}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | path | more
    return subprocess.Popen(command, env=environment, start_new_session=True, **quiet)


def runs(name: str, at_least: int, within: float) -> list[list[str]]:
    """Return process and time of each start of a job, once there are so many."""
    end, log = time.monotonic() + within, Path(name)
    while time.monotonic() < end:
        lines = log.read_text().splitlines() if log.exists() else []
        if len(lines) >= at_least:
            return [line.split() for line in lines]
        time.sleep(0.02)
    return [line.split() for line in lines]


def crash(label: str, broker: str, whole: bool, again: frozenset[str]) -> list[str]:
    part = "all" if whole else "child"
    names = {task: f"{label}.{part}.{task.name}" for task in TASKS}
    with app.connection_for_write(broker) as link:
        for task, name in names.items():
            task.apply_async([name], connection=link)
    started = {task: runs(name, 1, 40)[0] for task, name in names.items()}
    killed = time.time()
    if whole:
        os.killpg(workers[label].pid, signal.SIGKILL)
        more = {"VISIBILITY": "1"} if label == "Valkey" else {}
        time.sleep(1.5)  # kombu looks for overdue jobs at its start, then seldom
        workers[label] = worker(broker, **more)
    else:
        for pid, _ in started.values():
            os.kill(int(pid), signal.SIGKILL)
    expected = sorted(TASKS, key=lambda task: task.name not in again)
    lines = []
    for task in expected:
        wanted = 2 if task.name in again else 1
        seen = runs(names[task], wanted, 90)
        after = [f"≈ {float(at) - killed:.1f} s" for _, at in seen[1:]]
        what = (after or ["lost"])[0]
        lines.append(f"{label}, {part}, {task.name} again after: {what}")
        assert len(seen) == wanted, (label, whole, task.name, seen)
    return lines


def both(label: str) -> list[str]:
    child = crash(label, brokers[label], False, frozenset({"rejected"}))
    return child + crash(label, brokers[label], True, frozenset({"late", "rejected"}))


if __name__ == "__main__":
    brokers = {"Valkey": os.environ["REDIS_URL"], "RabbitMQ": os.environ["AMQP_URL"]}
    workers = {label: worker(broker) for label, broker in brokers.items()}
    try:
        with ThreadPoolExecutor() as pool:
            for lines in pool.map(both, brokers):
                print(*lines, sep="\n")
    finally:
        for process in workers.values():
            os.killpg(process.pid, signal.SIGKILL)
