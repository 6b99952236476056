# A model: workers wait for a remote API. Which number should the autoscaler look at?
import csv
import math
import os

PER_WORKER, CPU_WHEN_BUSY, START, CAP = 5, 0.25, 60, 40  # jobs/s, share, s, workers
TARGETS = {"CPU": 0.6, "backlog": 50}


def arrivals(now: int) -> int:
    return 100 if 300 <= now < 900 else 10 if now >= 60 else 0


# --8<-- [start:metrics]
def wanted(metric: str, workers: int, busy: float, backlog: float) -> int:
    if metric == "CPU":
        return math.ceil(workers * busy * CPU_WHEN_BUSY / TARGETS["CPU"])  # (1)!
    return math.ceil(backlog / TARGETS["backlog"])  # (2)!
# --8<-- [end:metrics]


def run(metric: str, least: int):
    started, backlog, history, line = [-99] * least, 0.0, [], []
    peak = cost = first = 0
    for now in range(1800):
        ready = sum(now - at >= START for at in started)
        backlog += arrivals(now)
        done = min(backlog, ready * PER_WORKER)
        backlog -= done
        first = first or (now - 60 if done and now >= 60 else 0)
        peak, cost = max(peak, backlog), cost + len(started)
        if now % 15 == 0:
            busy = done / (ready * PER_WORKER) if ready else 0
            history.append(wanted(metric, len(started), busy, backlog))
            new = max(history[-20:]) if history[-1] < len(started) else history[-1]
            new = min(CAP, max(least, new))
            started = sorted(started)[:new] + [now] * (new - len(started))
            line.append((now, backlog))
    return line, peak, backlog, cost / 1800, first


results = {}
for name, metric, least in [("CPU", "CPU", 2), ("backlog", "backlog", 2),
                            ("backlog from zero", "backlog", 0)]:  # fmt: skip
    line, peak, left, mean, first = results[name] = run(metric, least)
    print(f"{name}, backlog at its peak: {peak:,.0f}")
    print(f"{name}, backlog after half an hour: {left:,.0f}")
    print(f"{name}, workers on average: {mean:.1f}")
    print(f"{name}, first job done after: {first} s")
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["minute", "CPU", "backlog"])
    for (now, a), (_, b) in zip(results["CPU"][0], results["backlog"][0], strict=True):
        writer.writerow([f"{now / 60:.2f}", round(a), round(b)])
assert results["CPU"][2] > 20_000 > 100 > results["backlog"][2]
assert results["backlog from zero"][4] >= START
