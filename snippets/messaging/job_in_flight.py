# needs: valkey, postgresql
# timeout: 90
import asyncio, logging, os, signal, subprocess, sys, time
from pathlib import Path

import bullmq, procrastinate, psycopg, redis, rq

logging.disable()
URL, PG = os.environ["REDIS_URL"], os.environ["DATABASE_URL"]
app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=PG))
NAMES = ("rq", "bullmq", "procrastinate")


@app.task(name="work")
def work(name: str) -> None:
    Path("part").write_text(str(os.getpid()))
    Path("part").rename(name)
    time.sleep(60)


async def in_bullmq(job, token: str) -> None:
    await asyncio.to_thread(work, "bullmq")


async def send() -> None:
    rq.Queue("rq", connection=store).enqueue("job_in_flight.work", "rq")
    queue = bullmq.Queue("q", {"connection": URL})
    await queue.add("work", {})
    await queue.close()
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await work.defer_async(name="procrastinate")


async def worker(name: str) -> None:
    if name == "bullmq":
        bullmq.Worker("q", in_bullmq, {"connection": URL})
        await asyncio.sleep(90)
    async with app.open_async():
        await app.run_worker_async()


def states() -> list[str]:
    """Say where each job is according to its queue."""
    queue = rq.Queue("rq", connection=store)
    started = queue.started_job_registry.get_job_ids(cleanup=False)
    active = store.llen("bull:q:active")
    with psycopg.connect(PG) as rows:
        [[status]] = rows.execute("select status from procrastinate_jobs").fetchall()
    return [
        f"rq: waiting {len(queue)}, started {len(started)}",
        f"BullMQ: waiting {store.llen('bull:q:wait')}, active {active}",
        f"procrastinate: {status}",
    ]


store = redis.Redis.from_url(URL)
if __name__ == "__main__" and len(sys.argv) > 1:
    if sys.argv[1] == "rq":
        rq.Worker(["rq"], connection=store).work(logging_level="CRITICAL")
    asyncio.run(worker(sys.argv[1]))
elif __name__ == "__main__":
    asyncio.run(send())
    inside = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": inside}
    command = [sys.executable, __file__]
    workers = [subprocess.Popen([*command, name], **quiet) for name in NAMES]
    while not all(Path(name).exists() for name in NAMES):
        time.sleep(0.02)
    print("while the jobs run:", *states(), sep="\n  ")
    for pid in {int(Path(name).read_text()) for name in NAMES}:
        os.kill(pid, signal.SIGSTOP)  # rq runs a job in a child of its own
    for process in workers:
        process.kill()
        process.wait()
    for pid in {int(Path(name).read_text()) for name in NAMES}:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    after = states()
    print("after kill -9:", *after, sep="\n  ")
    lock = 0 < store.pttl(store.keys("bull:q:*:lock")[0]) <= 30_000
    print("BullMQ's lock still runs, of at most 30 s:", lock)
    assert after[0].endswith("started 1") and after[2].endswith("doing") and lock
