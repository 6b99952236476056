"""Four indicators from the log of 28 days, and what each way of counting hides."""

import random
from collections import defaultdict

DAYS, PEAK = 28, {9: (20 * 60, 12, 0.75), 17: (4 * 60, 60, 1.00)}


def access_log(seed=1):
    """Lines as a load balancer writes them: minute route upstream status ms age wrong.

    A request that no server took has upstream "-". Day 9 has 12 bad minutes at the
    peak, day 17 a whole hour at night."""
    rng = random.Random(seed)
    for minute in range(DAYS * 1440):
        day, of_day = divmod(minute, 1440)
        start, length, share = PEAK.get(day, (0, 0, 0))
        broken = share if start <= of_day < start + length else 0
        hour = of_day // 60
        for _ in range(1 if hour < 7 else 16 if 18 <= hour < 22 else 6):
            route = "/search" if rng.random() < 0.7 else "/checkout"
            lost = rng.random() < broken
            status = 502 if lost else 500 if rng.random() < 0.0003 else 200
            status = 404 if status == 200 and rng.random() < 0.02 else status
            slow = route == "/checkout" and rng.random() < 0.02
            ms = 2 if lost else int(rng.lognormvariate(7.6 if slow else 4.2, 0.5))
            age = int(rng.expovariate(1 / 8)) + (600 if day == 22 and hour == 12 else 0)
            wrong = status == 200 and rng.random() < 0.00005
            upstream = "-" if lost else status
            yield f"{minute} {route} {upstream} {status} {ms} {age} {int(wrong)}"
        yield f"{minute} /healthz 200 200 1 0 0"
        yield f"{minute} /healthz 200 200 1 0 0"


# --8<-- [start:sli]
def sli(events):
    """Good events as a share of valid ones, in %: every indicator below is this."""
    events = list(events)
    return 100 * sum(events) / len(events)


rows = []
for line in access_log():
    minute, route, upstream, status, ms, age, wrong = line.split()
    rows.append((int(minute), route, upstream, int(status), int(ms), int(age), wrong))
users = [r for r in rows if r[1] != "/healthz"]  # (1)!
served = [r for r in users if r[3] < 400]
print(f"requests of users: {len(users)}")
print(f"availability: {sli(r[3] < 500 for r in users):.3f} %")  # (2)!
print(f"the same with health checks: {sli(r[3] < 500 for r in rows):.3f} %")
reached = [r for r in users if r[2] != "-"]
print(f"the same as the servers saw it: {sli(r[3] < 500 for r in reached):.3f} %")
bad_4xx = sli(r[3] < 400 for r in users)
print(f"the same with every 4xx counted as bad: {bad_4xx:.3f} %")
print(f"latency, answers within 300 ms: {sli(r[4] <= 300 for r in served):.3f} %")
checkout = [r for r in served if r[1] == "/checkout"]
print(f"latency, checkout within 300 ms: {sli(r[4] <= 300 for r in checkout):.3f} %")
search = [r for r in served if r[1] == "/search"]
print(f"freshness, search data under 60 s old: {sli(r[5] < 60 for r in search):.3f} %")
print(f"correctness: {sli(r[6] == '0' for r in served):.4f} %")  # (3)!
# --8<-- [end:sli]
# --8<-- [start:time]
by_minute = defaultdict(list)
for r in users:
    by_minute[r[0]].append(r[3] < 500)
good = sli(sum(m) / len(m) >= 0.95 for m in by_minute.values())
print(f"good minutes, at least 95 % answered: {good:.3f} %")
for day, (start, length, _) in PEAK.items():
    inside = [r for r in users if 0 <= r[0] - day * 1440 - start < length]
    print(f"day {day}, bad minutes: {length}")
    print(f"day {day}, failed requests: {sum(r[3] >= 500 for r in inside)}")
# --8<-- [end:time]
times = sorted(r[4] for r in checkout)
print(f"checkout, mean ms: {sum(times) / len(times):.0f}")
print(f"checkout, p50 ms: {times[len(times) // 2]}")
print(f"checkout, p99 ms: {times[len(times) * 99 // 100]}")
assert sli(r[3] < 500 for r in users) < 99.9 < sli(r[3] < 500 for r in rows)
