# timeout: 120
import asyncio
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

JOBS = range(8)


def on_cpu_and_queued():
    """Seconds of this thread on a CPU, and ready but queued for one (Linux)."""
    ran, queued, _ = Path("/proc/thread-self/schedstat").read_text().split()
    return int(ran) / 1e9, int(queued) / 1e9


def cpu_job(_):
    (ran, queued), total = on_cpu_and_queued(), 0
    for number in range(1_000_000):  # pure Python: holds the GIL
        total += number
    now = on_cpu_and_queued()
    return now[0] - ran, now[1] - queued


def wait_job(_):
    time.sleep(0.05)  # a read from a socket releases the GIL in the same way
    return 0, 0


# --8<-- [start:idea]
async def coroutines(job):
    async def one(number):
        if job is wait_job:
            return await asyncio.sleep(0.05, (0, 0))
        return job(number)  # nothing to await: it runs to its end

    return await asyncio.gather(*(one(number) for number in JOBS))


def ways(threads, processes):
    return {
        "one after another": lambda job: [job(number) for number in JOBS],
        "8 threads": lambda job: list(threads.map(job, JOBS)),
        "asyncio": lambda job: asyncio.run(coroutines(job)),
        "2 processes": lambda job: list(processes.map(job, JOBS)),
    }


def measure(way, job):
    """Elapsed seconds, cores that were busy on average, and cores queued for."""
    started = time.perf_counter()
    ran, queued = map(sum, zip(*way(job)))
    elapsed = time.perf_counter() - started
    return elapsed, ran / elapsed, queued / elapsed
# --8<-- [end:idea]


if __name__ == "__main__":
    with ThreadPoolExecutor(8) as threads, ProcessPoolExecutor(2) as processes:
        list(processes.map(abs, JOBS))  # started before the clock
        all_ways = ways(threads, processes)
        rounds = [
            {(name, job): measure(way, job) for name, way in all_ways.items()
             for job in (cpu_job, wait_job)} for _ in range(3)
        ]  # fmt: skip
    results = {}
    for name, job in rounds[0]:
        results.setdefault(name, []).append(min(one[name, job] for one in rounds))
    print(f"{'':<19}{'8 × CPU':>10}{'busy cores':>13}{'8 × 50 ms wait':>18}")
    for name, ((cpu, cores, _), (wait, *_)) in results.items():
        print(f"{name:<19}{f'≈ {cpu:.2f} s':>10}{f'≈ {cores:.1f}':>13}"
              f"{f'≈ {wait:.2f} s':>18}")  # fmt: skip
    alone = results["one after another"][1][0]
    for name, ((_, cores, queued), (wait, *_)) in results.items():
        print(f"{name}, busy cores: ≈ {cores:.1f}")
        print(f"{name}, gain when waiting: ≈ {alone / wait:.1f}")
        if name in ("8 threads", "asyncio"):
            assert cores < 1.2 and alone / wait > 3
        if name == "2 processes":
            print(f"{name}, on a core or queued for one: ≈ {cores + queued:.1f}")
            assert cores + queued > 1.4
