"""Orders joined with the rate that was valid: by arrival, and by event time."""

from bisect import bisect_right

RATES = [(0, 150), (100, 152), (200, 149), (300, 155)]  # (valid from, yen a dollar)
ORDERS = [(at, 10) for at in range(5, 400, 10)]  # (event time, dollars)


# --8<-- [start:join]
def by_arrival(log):
    """Each order takes the rate that happens to be in the table when it is read."""
    rate, yen = None, []
    for kind, at, value in log:
        if kind == "rate":
            rate = value
        else:
            yen.append((at, value * rate if rate else None))
    return sorted(yen)


def by_event_time(log, bound=60):
    """Each order waits for the watermark and takes the version valid at its time."""
    versions, waiting, high, yen, most = [], [], {"rate": 0, "order": 0}, [], 0

    def release(watermark):
        ready = [w for w in waiting if w[0] <= watermark]
        waiting[:] = [w for w in waiting if w[0] > watermark]
        for at, value in ready:
            version = versions[bisect_right(versions, (at, float("inf"))) - 1]
            yen.append((at, value * version[1]))

    for kind, at, value in log:
        (versions if kind == "rate" else waiting).append((at, value))
        versions.sort()
        most = max(most, len(waiting))
        high[kind] = max(high[kind], at)
        release(min(high.values()) - bound)  # (1)!
    release(float("inf"))  # the end of a finite log
    return sorted(yen), most


# --8<-- [end:join]
rates = [("rate", at, value) for at, value in RATES]
orders = [("order", at, value) for at, value in ORDERS]
live = sorted(rates + orders, key=lambda e: e[1] + (12 if e[0] == "rate" else 0))
logs = {"live, rates 12 s late": live, "replay, rates read first": rates + orders,
        "replay, orders read first": orders + rates}  # fmt: skip
truth = [(at, v * RATES[bisect_right(RATES, (at, 999)) - 1][1]) for at, v in ORDERS]
for name, log in logs.items():
    wrong = sum(a != b for a, b in zip(by_arrival(log), truth, strict=True))
    print(f"by arrival, {name}: {wrong} of {len(truth)} wrong")
for name, log in logs.items():
    joined, most = by_event_time(log)
    assert joined == truth
    print(f"by event time, {name}: 0 wrong, {most} orders held at most")
