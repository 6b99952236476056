"""Event-time windows, a watermark, allowed lateness: a stream engine in a page."""

import csv
import os
import random
from collections import Counter


# --8<-- [start:engine]
class Windows:
    """Counts events in tumbling windows of `size` seconds of event time."""

    def __init__(self, size, bound, lateness=0):
        self.size, self.bound, self.lateness = size, bound, lateness
        self.watermark = float("-inf")
        self.count, self.fired = Counter(), set()  # the state
        self.dropped = self.most = 0

    def on(self, at):
        out, start = [], at - at % self.size
        if start + self.size + self.lateness <= self.watermark:
            self.dropped += 1  # (1)!
            return out
        self.count[start] += 1
        self.most = max(self.most, len(self.count))
        if start in self.fired:
            out.append((start, self.count[start], "update"))  # (2)!
        self.watermark = max(self.watermark, at - self.bound)  # (3)!
        for start in sorted(self.count):
            if start + self.size <= self.watermark and start not in self.fired:
                out.append((start, self.count[start], "first"))
                self.fired.add(start)
            if start + self.size + self.lateness <= self.watermark:
                del self.count[start]  # (4)!
        return out


# --8<-- [end:engine]
def traffic(seed=7, events=60_000, span=7200):
    """(arrival, event time): 93% within 2 s, 6% within 45 s, 1% offline to 10 min."""
    rng = random.Random(seed)
    rows = []
    for n in range(events):
        at, lot = n * span / events, rng.random()
        delay = 2 if lot < 0.93 else 45 if lot < 0.99 else 600
        rows.append((at + rng.random() * delay, at))
    return sorted(rows)


def run(rows, bound, lateness):
    engine, first, final, waits = Windows(60, bound, lateness), {}, {}, []
    for arrived, at in rows:
        for start, count, kind in engine.on(at):
            final[start] = count
            if kind == "first":
                first[start] = count
                waits.append(arrived - start - 60)
    return engine, first, final, sum(waits) / len(waits)


rows = traffic()
truth = Counter(at - at % 60 for _, at in rows)
arrival = Counter(arrived - arrived % 60 for arrived, _ in rows)
wrong = sum(truth[w] != arrival[w] for w in truth)
print(f"windows by arrival time that are wrong: {wrong} of {len(truth)}")
replayed = Counter(0 for _ in rows)  # the same log, read again in one minute
print(f"the same after a replay: {sum(truth[w] != replayed[w] for w in truth)}")

print("\nbound lateness  right at first  right at last  dropped  wait s  held")
kept = {}
for bound, lateness in ((0, 0), (2, 0), (45, 0), (600, 0), (2, 600)):
    engine, first, final, wait = run(rows, bound, lateness)
    early, late = (sum(truth[w] == n for w, n in f.items()) for f in (first, final))
    kept[bound, lateness] = engine.dropped
    print(f"{bound:5} {lateness:8} {early:10} of {len(first)} {late:9} of {len(final)}"
          f" {engine.dropped:8} {wait:7.1f} {engine.most:5}")  # fmt: skip
assert kept[600, 0] == kept[2, 600] == 0 < kept[45, 0] < kept[2, 0] < kept[0, 0]
_, first, _, _ = run(rows, 45, 0)
right = sum(truth[w] == n for w, n in first.items())
print(f"\nright with a bound of 45 s: {right} of {len(first)}")
print(f"dropped with a bound of 45 s: {100 * kept[45, 0] / len(rows):.2f}%")

if "PLOT_DATA" in os.environ:
    with open(os.environ["PLOT_DATA"], "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["bound", "per_thousand", "wait"])
        for bound in (0, 1, 2, 5, 10, 20, 30, 45, 60):
            engine, _, _, wait = run(rows[::4], bound, 0)
            lost = round(1000 * engine.dropped / len(rows[::4]), 1)
            out.writerow([bound, lost, round(wait, 1)])
