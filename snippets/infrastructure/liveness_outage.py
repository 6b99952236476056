# A model: the database is slow for two minutes. Which probe asks it?
import csv
import os
import random

PODS, SLOW, START, END = 10, (60, 180), 60, 420  # seconds
PERIOD, THRESHOLD = 10, 3  # kubelet's defaults for every probe


# --8<-- [start:pod]
class Pod:
    def __init__(self, chance: random.Random):
        self.phase = chance.randrange(PERIOD)
        self.live_bad = self.ready_bad = self.restarts = 0
        self.up_at, self.ready = 0, True

    def tick(self, now: int, dependency: bool, liveness: str, readiness: str):
        if now < self.up_at or (now + self.phase) % PERIOD:
            return
        sees = {"process": True, "database": dependency}
        self.live_bad = 0 if sees[liveness] else self.live_bad + 1
        self.ready_bad = 0 if sees[readiness] else self.ready_bad + 1
        self.ready = self.ready_bad == 0 or (self.ready and self.ready_bad < THRESHOLD)
        if self.live_bad == THRESHOLD:  # (1)!
            delay = min(300, 10 * 2 ** (self.restarts - 1)) if self.restarts else 0
            self.restarts += 1
            self.up_at = now + delay + START  # (2)!
            self.live_bad = self.ready_bad = 0
            self.ready = False
# --8<-- [end:pod]


def run(liveness: str, readiness: str):
    chance = random.Random(3)
    pods, line = [Pod(chance) for _ in range(PODS)], []
    for now in range(END):
        healthy = not SLOW[0] <= now < SLOW[1]
        for pod in pods:
            pod.tick(now, healthy, liveness, readiness)
        line.append(sum(pod.ready and now >= pod.up_at for pod in pods))
    return line, sum(pod.restarts for pod in pods)


cases = {"neither": ("process", "process"), "readiness": ("process", "database"),
         "liveness": ("database", "process")}  # fmt: skip
lines = {}
for name, probes in cases.items():
    lines[name], restarts = run(*probes)
    empty = sum(ready == 0 for ready in lines[name])
    after = sum(ready < PODS for ready in lines[name][SLOW[1]:])
    print(f"{name}, container restarts: {restarts}")
    print(f"{name}, seconds without a ready Pod: {empty}")
    print(f"{name}, seconds below 10 Pods after the database is back: {after}")
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["second", *lines])
    for second in range(0, END, 5):
        writer.writerow([second, *(line[second] for line in lines.values())])
assert run(*cases["liveness"])[1] >= PODS
assert sum(r < PODS for r in lines["liveness"][SLOW[1]:]) > 3 * sum(
    r < PODS for r in lines["readiness"][SLOW[1]:])  # fmt: skip
