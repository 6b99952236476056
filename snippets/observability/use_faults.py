# needs: postgresql
# timeout: 90
"""One fault per resource: what RED says, what USE says, and which one names it."""

import asyncio
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg

from snippets.observability.use_service import app, audit, get, served, waits
from snippets.reliability.serve import serve

URL, RATE, SECONDS = os.environ["DATABASE_URL"], 25, 1
lost = []


# --8<-- [start:faults]
class Audit(logging.FileHandler):
    def handleError(self, record):  # the default prints to stderr, or nothing
        lost.append(record)


def faults(address):
    def cpu():
        burn = [sys.executable, "-c", "while True: sum(range(10**6))"]
        hogs = [subprocess.Popen(burn) for _ in range(4)]
        return lambda: [(hog.kill(), hog.wait()) for hog in hogs]

    def lock():
        other = psycopg.connect(URL)
        other.execute("LOCK TABLE stock")
        threading.Timer(0.7, other.close).start()

    def disk():
        full = Audit("/dev/full", delay=True)  # every write: no space left on device
        audit.addHandler(full)
        return lambda: audit.removeHandler(full)

    def call(path):
        return lambda: tasks.append(asyncio.ensure_future(get(address, path)))

    tasks = []
    return {"none": lambda: None, "cpu": cpu, "pool": call("/leak/0.7"), "lock": lock,
            "disk": disk, "accept queue": call("/block/0.7")}  # fmt: skip
# --8<-- [end:faults]


# --8<-- [start:use]
def syn_dropped() -> int:  # (1)!
    lines = Path("/proc/net/netstat").read_text().splitlines()
    names, values = [line.split() for line in lines if line.startswith("TcpExt")]
    return int(values[names.index("ListenOverflows")])


def run_queue() -> float:  # (2)!
    tasks = Path("/proc/self/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[1]) for task in tasks) / 1e6


BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
# --8<-- [end:use]


async def measure(address, admin, fault):
    [some.clear() for some in (served, waits, lost)]
    syn, ready, blocked, user = syn_dropped(), run_queue(), 0, []

    async def one(n):
        await asyncio.sleep(n / RATE)
        began = time.perf_counter()
        await get(address, f"/buy/{n}")
        user.append(time.perf_counter() - began)

    stop = fault()
    calls = asyncio.gather(*(one(n) for n in range(int(RATE * SECONDS))))
    while not calls.done():
        blocked = max(blocked, admin.execute(BLOCKED).fetchone()[0])
        await asyncio.sleep(0.05)
    stop and stop()
    assert all(code == 200 for _, code in served)
    p90 = [1000 * sorted(some)[int(0.9 * len(some))]
           for some in ([seconds for seconds, _ in served], user)]  # fmt: skip
    return (*p90, run_queue() - ready, 1000 * max(waits), blocked, len(lost),
            syn_dropped() - syn)  # fmt: skip


async def main(address):
    with psycopg.connect(URL, autocommit=True) as admin:
        admin.execute("CREATE TABLE stock AS SELECT id, 9 AS n"
                      " FROM generate_series(0, 99) id")  # fmt: skip
        await get(address, "/open")
        for name, fault in faults(address).items():
            n = 3 if name in ("none", "disk") else 1  # other work adds to a p90
            seen[name] = min([await measure(address, admin, fault) for _ in range(n)])


seen = {}
with serve(app, backlog=8) as address:
    asyncio.run(main(address))
heads = ("server", "client", "run q", "pool", "locks", "lost", "SYN")
print(f"{'':<13}" + "".join(f"{head:>9}" for head in heads))
for name, values in seen.items():
    print(f"{name:<13}" + "".join(f"{f'≈ {value:.0f}':>9}" for value in values))
for name, column in zip(("cpu", "pool", "lock", "disk", "accept queue"), range(2, 7)):
    told, usual = seen[name][column], seen["none"][column]
    print(f"{name} told by {heads[column]}: ≈ {told:.0f} against ≈ {usual:.0f}")
    assert told > 1.3 * usual, name
slow = seen["accept queue"]
print(f"accept queue, p90 at the server: ≈ {slow[0]:.0f} ms")
print(f"accept queue, p90 at the client: ≈ {slow[1]:.0f} ms")
assert slow[1] > slow[0] + 300  # the client waits for its second SYN
red = {name: values[0] for name, values in seen.items()}
assert red["disk"] < 2 * red["none"] + 30  # RED sees nothing of the full disk,
assert 0.6 < red["pool"] / red["lock"] < 1.7 < red["pool"] / red["none"]  # nor which
