# needs: valkey
# timeout: 90
import os, signal, subprocess, sys, time
from pathlib import Path

import redis
from celery import Celery

app = Celery("jobs", broker=os.environ.get("BROKER"))
app.conf.worker_soft_shutdown_timeout = float(os.environ.get("SOFT", 0))


@app.task(name="job", acks_late=True)
def job(seconds: float) -> None:
    Path(os.environ["NAME"]).write_text("started")
    time.sleep(seconds)
    Path(os.environ["NAME"]).write_text("finished")


# --8<-- [start:variants]
VARIANTS = {  # (1)!
    "TERM": {},
    "TERM as QUIT": {"REMAP_SIGTERM": "SIGQUIT"},
    "TERM as QUIT, soft 0.5 s": {"REMAP_SIGTERM": "SIGQUIT", "SOFT": "0.5"},
    "TERM as QUIT, soft 5 s": {"REMAP_SIGTERM": "SIGQUIT", "SOFT": "5"},
}
# --8<-- [end:variants]


def start(name: str, broker: str, more: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, "-m", "celery", "-A", "soft_shutdown", "worker", "-c1"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    path = {"PYTHONPATH": str(Path(__file__).parent), "BROKER": broker, "NAME": name}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | path | more
    return subprocess.Popen(command, env=environment, start_new_session=True, **quiet)


if __name__ == "__main__":
    running = {}
    for number, (name, more) in enumerate(VARIANTS.items()):
        broker = f"{os.environ['REDIS_URL'].removesuffix('/0').rstrip('/')}/{number}"
        running[name] = broker, start(name, broker, more)
        with app.connection_for_write(broker) as link:
            job.apply_async([3.5], connection=link)
    signalled, left = {}, dict(running)
    while left:
        for name, (broker, process) in list(left.items()):
            if name not in signalled and Path(name).exists():
                process.send_signal(signal.SIGTERM)
                signalled[name] = time.monotonic()
            if process.poll() is not None:
                left.pop(name)
                signalled[name] = time.monotonic() - signalled[name]
        time.sleep(0.02)
    for name, (broker, _) in running.items():
        store = redis.Redis.from_url(broker)
        queue = {"waiting again": store.llen("celery"), "held": store.hlen("unacked")}
        where = [what for what, count in queue.items() if count] or ["gone"]
        state = Path(name).read_text()
        good = state == "finished" and where == ["gone"]
        assert good or where == ["waiting again"], (name, state, where)
        print(f"{name}, exit after: ≈ {signalled[name]:.1f} s")
        print(f"{name}, the job: {state}, {where[0]}")
    assert signalled["TERM as QUIT, soft 5 s"] > 4.9  # the whole timeout, always
