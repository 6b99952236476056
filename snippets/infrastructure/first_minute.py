"""Twice as many busy processes as CPUs for a second: which command says so."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

TOOLS = ("vmstat", "free", "uptime", "ps", "ss")
if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
    sys.exit(f"missing: {', '.join(missing)}; apt-get install procps iproute2")
CPUS = len(os.sched_getaffinity(0))


def run(*command: str) -> list[str]:
    return subprocess.check_output(command, text=True).splitlines()


def waited() -> int:
    """Microseconds in which at least one task waited for a CPU, since boot."""
    some = Path("/proc/pressure/cpu").read_text().splitlines()[0]
    return int(some.rpartition("total=")[2])


busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"])
        for _ in range(2 * CPUS)]  # fmt: skip
time.sleep(0.3)
# --8<-- [start:look]
load = run("uptime")[0].rpartition("average:")[2].split(",")[0]
before, began = waited(), time.monotonic()
header, _, now = run("vmstat", "1", "2")[1:]  # (1)!
column = dict(zip(header.split(), map(int, now.split())))
stalled = (waited() - before) / (time.monotonic() - began) / 1e4
states = [line[0] for line in run("ps", "-eo", "stat")[1:]]
memory = dict(zip(run("free", "-m")[0].split(), run("free", "-m")[1].split()[1:]))
sockets = run("ss", "-s")[1]
# --8<-- [end:look]
for process in busy:
    process.kill()

print(f"uptime, load average over 1 minute: ≈ {float(load):.2f}")
print(f"vmstat r, running or waiting for a CPU: ≈ {column['r']}")
print(f"vmstat b, in uninterruptible sleep: ≈ {column['b']}")
print(f"vmstat us + sy, CPU busy: ≈ {column['us'] + column['sy']} %")
print(f"vmstat wa, idle with I/O pending: ≈ {column['wa']} %")
print(f"vmstat st, taken by the hypervisor: ≈ {column['st']} %")
print(f"vmstat si + so, swapping: ≈ {column['si'] + column['so']} KiB/s")
print(f"/proc/pressure/cpu, some: ≈ {stalled:.0f} % of the second")
print(f"ps, state R: ≈ {states.count('R')}, state D: ≈ {states.count('D')}")
print(f"free, memory that nobody uses: ≈ {memory['free']} MiB")
print(f"free, available for new work: ≈ {memory['available']} MiB")
print(f"ss -s: {sockets.split('(')[0].split()[0]} ≈ {sockets.split()[1]}")
assert column["r"] >= CPUS and stalled > 20
assert int(memory["available"]) > 0
