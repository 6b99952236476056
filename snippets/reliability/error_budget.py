"""An error budget as arithmetic, and as the answer to "may we release?"."""

import csv
import os
import random
from dataclasses import dataclass

TARGET, WINDOW = 0.999, 28


# --8<-- [start:arithmetic]
def allowed(total):
    """Failures that the target allows among so many requests."""
    return (1 - TARGET) * total


def burn_rate(failed, total):
    """1: the budget lasts exactly one window. 14.4: 2 % of 30 days in one hour."""
    return failed / allowed(total)


requests = 100 * 86400 * WINDOW
print(f"requests in {WINDOW} days at 100/s: {requests:,}")
print(f"budget, failed requests: {allowed(requests):,.0f}")
print(f"budget, minutes of full outage: {(1 - TARGET) * WINDOW * 1440:.1f}")
for share in (0.0005, 0.002, 0.01, 1.0):
    left = WINDOW * 24 / burn_rate(share, 1)
    until = f"{left / 24:.1f} days" if left > 48 else f"{left * 60:.0f} min"
    print(f"{100 * share:g} % fail, burn rate: {burn_rate(share, 1):g}")
    print(f"{100 * share:g} % fail, budget gone after: {until}")
# --8<-- [end:arithmetic]


@dataclass(frozen=True)
class Day:
    total: int
    failed: int


def days(count=84, seed=5):
    """Requests of each day; three incidents, and a busy sale on day 52."""
    rng = random.Random(seed)
    incidents = {9: 0.012, 31: 0.006, 33: 0.009, 52: 0.004}
    for day in range(count):
        total = rng.randrange(8_000_000, 9_000_000) * (3 if day == 52 else 1)
        share = incidents.get(day, 0) + rng.uniform(0.0002, 0.0005)
        yield Day(total, round(total * share))


# --8<-- [start:ledger]
def remaining(history):
    """Share of the budget that is left after these days; below 0 it is overdrawn."""
    total, failed = sum(d.total for d in history), sum(d.failed for d in history)
    return 1 - failed / allowed(total)


def verdict(left, recent_burn):
    """What the policy says today: the budget that is left, and how fast it goes now."""
    if left <= 0:
        return "freeze"
    if left < 0.25 or recent_burn > 2:
        return "careful"
    return "ship"
# --8<-- [end:ledger]


log = list(days())
rows, states = [], []
for today in range(WINDOW - 1, len(log)):
    rolling = remaining(log[today - WINDOW + 1 : today + 1])
    monthly = remaining(log[today // WINDOW * WINDOW : today + 1])
    three = log[today - 2 : today + 1]
    burn = burn_rate(sum(d.failed for d in three), sum(d.total for d in three))
    states.append((today, rolling, verdict(rolling, burn)))
    rows.append([today, round(100 * rolling, 1), round(100 * monthly, 1)])
previous = None
for today, left, state in states:
    if state != previous:
        print(f"day {today}: {state}, {100 * left:.0f} % left")
    previous = state
frozen = sum(state == "freeze" for *_, state in states)
print(f"days of freeze, of {len(states)}: {frozen}")
overdrawn = sum(month <= 0 for _, _, month in rows)
print(f"days on which the calendar month is overdrawn: {overdrawn}")
with open(os.environ["PLOT_DATA"], "w", newline="") as out:
    csv.writer(out).writerows([["day", "rolling", "calendar"], *rows])
assert frozen and any(state == "ship" for *_, state in states)
