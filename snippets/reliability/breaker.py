"""A circuit breaker without threads, network or clock of its own."""

import csv
import os
from collections import deque


# --8<-- [start:machine]
class Breaker:
    """Opens when `threshold` of the last `calls` calls, or of the calls of the last
    `seconds`, failed. After `wait` it lets `probes` calls test for recovery."""

    def __init__(self, clock, *, calls=None, seconds=None, minimum=10,
                 threshold=0.5, wait=30.0, probes=3):
        self.clock, self.calls, self.seconds = clock, calls, seconds
        self.minimum, self.threshold = minimum, threshold
        self.wait, self.probes = wait, probes
        self.epoch, self.state = 0, None
        self._enter("closed")

    def _enter(self, state):
        self.state, self.since = state, self.clock()
        self.epoch += 1  # (1)!
        self.window = deque(maxlen=self.calls)
        self.sent = self.passed = 0

    def allow(self):
        """Return a permit for one call, or None: refused without calling."""
        waited = self.clock() - self.since >= self.wait
        if self.state == "open" and waited:
            self._enter("half-open")
        elif self.state == "half-open" and waited:
            self._enter("open")  # (2)!
        if self.state == "open":
            return None
        if self.state == "half-open":
            if self.sent == self.probes:
                return None
            self.sent += 1
        return self.epoch

    def record(self, permit, ok):
        """Say how the call that had this permit ended."""
        if permit != self.epoch:
            return
        if self.state == "half-open":
            self.passed += ok
            if not ok:
                self._enter("open")
            elif self.passed == self.probes:
                self._enter("closed")
            return
        now = self.clock()
        self.window.append((now, ok))
        while self.seconds and self.window[0][0] <= now - self.seconds:
            self.window.popleft()
        failed = sum(not good for _, good in self.window)
        enough = len(self.window) >= self.minimum
        if enough and failed >= self.threshold * len(self.window):
            self._enter("open")
# --8<-- [end:machine]


# --8<-- [start:vectors]
COUNT = dict(calls=4, minimum=4, threshold=0.5, wait=5, probes=2)
TIME = dict(seconds=10, minimum=3, threshold=0.5, wait=5, probes=1)
VECTORS = {  # step: "ok" and "fail" ask and report; "ask" reports later; a number waits
    "opens, recovers": (COUNT, "fail fail ok ok ask 5 ask report ok fail"),
    "too few calls": (COUNT, "fail fail fail"),
    "the probe fails": (COUNT, "fail fail fail fail 5 fail 4 ok 1 ok ok"),
    "late answers": (COUNT, "ask fail fail fail fail 5 report ok ok"),
    "probes lost": (COUNT, "fail fail fail fail 5 ask ask ok 5 ok 5 ok ok"),
    "time forgets": (TIME, "fail fail 10 fail ok ok fail"),
    "time opens": (TIME, "ok fail 9 fail 4 ok 1 ok"),
}
# --8<-- [end:vectors]


def replay(settings, steps):
    """Yield (time, step, permitted, state) of each step."""
    now, asked = 0.0, deque()
    breaker = Breaker(lambda: now, **settings)
    for step in steps.split():
        permit, shown = None, ""
        if step in ("ok", "fail", "ask"):
            permit = breaker.allow()
            shown = "no" if permit is None else "yes"
        if step == "ask" and permit:
            asked.append(permit)
        elif step == "report":
            breaker.record(asked.popleft(), ok=True)
        elif permit:
            breaker.record(permit, step == "ok")
        elif not shown:
            now += float(step)
        yield now, step, shown, breaker.state


if __name__ == "__main__":
    rows = []
    for name, (settings, steps) in VECTORS.items():
        played = list(replay(settings, steps))
        rows += [(name, *row) for row in played]
        marks = {"closed": "", "open": "O", "half-open": "H"}
        line = " ".join(
            f"{step}{'!' if shown == 'no' else ''}{marks[state] and '/' + marks[state]}"
            for _, step, shown, state in played
        )
        print(f"{name}: {line}")
    with open(os.environ["PLOT_DATA"], "w", newline="") as file:
        head = [("vector", "time", "step", "permitted", "state")]
        csv.writer(file).writerows(head + rows)
