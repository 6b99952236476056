# timeout: 120
import asyncio
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

JOBS = range(8)


def cpu_job(_):
    started, total = time.thread_time(), 0
    for number in range(1_500_000):  # pure Python: holds the GIL
        total += number
    return time.thread_time() - started  # CPU seconds that it used


def wait_job(_):
    time.sleep(0.05)  # a read from a socket releases the GIL in the same way
    return 0


# --8<-- [start:idea]
async def coroutines(job):
    async def one(number):
        if job is wait_job:
            return await asyncio.sleep(0.05, 0)
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
    """Elapsed seconds, and how many cores were busy with the jobs on average."""
    started = time.perf_counter()
    used = sum(way(job))
    elapsed = time.perf_counter() - started
    return elapsed, used / elapsed
# --8<-- [end:idea]


if __name__ == "__main__":
    with ThreadPoolExecutor(8) as threads, ProcessPoolExecutor(2) as processes:
        list(processes.map(abs, JOBS))  # started before the clock
        results = {
            name: [
                min(measure(way, job) for _ in range(3)) for job in (cpu_job, wait_job)
            ]
            for name, way in ways(threads, processes).items()
        }
    print(f"{'':<19}{'8 × CPU':>10}{'busy cores':>13}{'8 × 50 ms wait':>18}")
    for name, ((cpu, cores), (wait, _)) in results.items():
        print(f"{name:<19}{f'≈ {cpu:.2f} s':>10}{f'≈ {cores:.1f}':>13}"
              f"{f'≈ {wait:.2f} s':>18}")  # fmt: skip
    alone = results["one after another"][1][0]
    for name, ((_, cores), (wait, _)) in results.items():
        print(f"{name}, busy cores: ≈ {cores:.1f}")
        print(f"{name}, gain when waiting: ≈ {alone / wait:.1f}")
        if name in ("8 threads", "asyncio"):
            assert cores < 1.2 and alone / wait > 3
