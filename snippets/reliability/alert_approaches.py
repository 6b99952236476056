"""Six ways to alert on a 99.9 % SLO, second by second over the same month (a model)."""

import numpy as np

HOUR, DAY = 3600, 86400
PERIOD, BUDGET = 30 * DAY, 0.001
# --8<-- [start:burn]
WINDOWS = {  # share of the budget that may go before somebody hears of it, window
    "page": (0.02, HOUR), "page slower": (0.05, 6 * HOUR), "ticket": (0.10, 3 * DAY),
}  # fmt: skip
for name, (share, window) in WINDOWS.items():
    burn = share * PERIOD / window  # (1)!
    print(f"burn rate, {name}: {burn:g}")
    if name == "page":
        print(f"full outage noticed after: {burn * BUDGET * window:.0f} s")
# --8<-- [end:burn]
INCIDENTS = [  # start, length, share of failed requests
    (5 * DAY, 12 * 60, 1.0), (11 * DAY, 3 * HOUR, 0.03),
    (16 * DAY + 20000, 8 * HOUR, 0.008), (22 * DAY, 5 * DAY, 0.0025),
]  # fmt: skip
failed = np.full(PERIOD, 0.0001)
for start, length, share in INCIDENTS:
    failed[start : start + length] += share
for day in (*range(22), 27, 28, 29):  # two deploys a day: 2 minutes of 4 %
    for at in (12000, 78000):
        failed[day * DAY + at :][:120] += 0.04
total = np.concatenate([[0.0], np.cumsum(failed)])
now = np.arange(1, PERIOD + 1)


# --8<-- [start:approaches]
def over(window, threshold):
    """Where the share of failed requests in the last `window` seconds is above it."""
    begin = np.maximum(now - window, 0)
    return (total[now] - total[begin]) / (now - begin) > threshold


def lasting(firing, seconds):
    """Where `firing` has been true for so long: the `for:` of a rule."""
    quiet = np.maximum.accumulate(np.where(firing, 0, now))
    return now - quiet > seconds


def both(burn, window):  # (1)!
    return over(window, burn * BUDGET) & over(window // 12, burn * BUDGET)


fast, slow, ticket = (14.4, HOUR), (6, 6 * HOUR), (1, 3 * DAY)
burns = [over(window, burn * BUDGET) for burn, window in (fast, slow, ticket)]
APPROACHES = {
    "1 error rate over 10 min": over(600, BUDGET),
    "2 error rate over 36 h": over(36 * HOUR, BUDGET),
    "3 10 min, for 1 h": lasting(over(600, BUDGET), HOUR),
    "4 burn rate 36 over 1 h": over(HOUR, 36 * BUDGET),
    "5 three burn rates": burns[0] | burns[1] | burns[2],
    "6 three, two windows each": both(*fast) | both(*slow) | both(*ticket),
}
# --8<-- [end:approaches]
print(f"{'':26}{'alerts':>7}{'false':>7}{'found':>7}{'outage':>9}{'stops after':>13}")
rows = {}
for name, firing in APPROACHES.items():
    rises = np.flatnonzero(firing[1:] & ~firing[:-1]) + 1
    real = [any(s <= r < s + n for s, n, _ in INCIDENTS) for r in rises]
    found = sum(firing[s : s + n].any() for s, n, _ in INCIDENTS)
    start, end = INCIDENTS[0][0], sum(INCIDENTS[0][:2])
    seen = int(firing[start:end].argmax()) if firing[start:end].any() else None
    reset = int((~firing[end:]).argmax()) // 60 if seen is not None else None
    rows[name[0]] = (len(rises), real.count(False), found, seen, reset)
    first = "-" if seen is None else f"{seen + 1} s"
    last = "-" if seen is None else f"{reset} min"
    false = real.count(False)
    print(f"{name:26}{len(rises):>7}{false:>7}{found:>7}{first:>9}{last:>13}")
after = int((~both(*fast)[end:]).argmax())
print(f"page of 14.4 stops after the outage: {after / 60:.1f} min")
assert rows["1"][1] == 50 and rows["2"][4] > 24 * 60 and rows["3"][3] is None
assert rows["4"][2] < rows["5"][2] == rows["6"][2] == 4 and rows["6"][4] < rows["5"][4]
