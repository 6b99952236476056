# Linux only: /proc/<pid>/schedstat and /proc/pressure.
import os
import time
from multiprocessing import Event, Process, Queue
from pathlib import Path


# --8<-- [start:idea]
def on_cpu_and_queued():
    """Seconds on a CPU, and seconds ready to run but queued for one."""
    ran, queued, _ = Path("/proc/self/schedstat").read_text().split()
    return int(ran) / 1e9, int(queued) / 1e9


def burn(start, result, seconds, cpu):
    os.sched_setaffinity(0, {cpu})  # (1)!
    start.wait()
    ran, queued = on_cpu_and_queued()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    now = on_cpu_and_queued()
    result.put((now[0] - ran, now[1] - queued))
# --8<-- [end:idea]


def pressure():
    """Microseconds in which at least one task of the machine waited for a CPU."""
    try:
        line = Path("/proc/pressure/cpu").read_text().splitlines()[0]
    except OSError:  # a kernel without PSI, or a container that hides it
        return None
    return int(line.split("total=")[1])


def run(processes, seconds=0.5):
    cpu = min(os.sched_getaffinity(0))
    start, result = Event(), Queue()
    args = (start, result, seconds, cpu)
    children = [Process(target=burn, args=args) for _ in range(processes)]
    [child.start() for child in children]
    time.sleep(0.2)  # let them import; what they measure begins at the event
    stall = pressure()
    start.set()
    rows = [result.get() for _ in children]
    stall = None if stall is None else (pressure() - stall) / 1e6 / seconds
    [child.join() for child in children]
    ran = sum(row[0] for row in rows) / processes / seconds
    queued = sum(row[1] for row in rows) / processes / seconds
    return ran, queued, stall


if __name__ == "__main__":
    for processes in (1, 3):  # of four rounds the one with the fewest neighbours
        ran, queued, stall = max(run(processes) for _ in range(4))
        print(f"{processes} on one CPU, running: ≈ {ran * 100:.0f} %")
        print(f"{processes} on one CPU, in the run queue: ≈ {queued * 100:.0f} %")
        assert ran + queued > 0.9  # nobody waits for anything else
        if processes == 3:
            assert queued > 0.5 and ran < 0.45 and stall != 0
            known = "not readable" if stall is None else f"{min(stall, 1) * 100:.0f} %"
            print(f"PSI cpu some, meanwhile: ≈ {known}")
