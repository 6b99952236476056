import json
import random

random.seed(11)
REQUESTS, STEPS, PER_GB, DAY = 20_000, 12, 0.50, 86_400 * 500  # dollars a GB
STEP = {"level": "INFO", "logger": "shop.checkout", "msg": "step 00 finished in 3 ms"}


def request(number):
    tenant = f"t{int(random.paretovariate(0.6)) % 900}"
    slow = tenant == "t7" and random.random() < 0.3
    db = random.expovariate(1 / 9) + (400 if slow else 0)
    return {
        "EventName": "http.request", "trace_id": f"{random.getrandbits(128):032x}",
        "route": "/orders/{id}", "tenant": tenant, "release": "2026.11.3",
        "status": 500 if random.random() < 0.002 else 200,
        "duration_ms": round(db + random.expovariate(1 / 5), 1), "db_ms": round(db, 1),
        "db_queries": 3 if not slow else 61, "cache_hits": random.randrange(4),
        "retries": 0, "flag.new_pricing": random.random() < 0.1,
    }  # fmt: skip


# --8<-- [start:sample]
def sample(event):
    """Return how many events this one stands for, or 0: kept by what it says."""
    if event["status"] >= 500 or event["duration_ms"] > 300:
        return 1
    kept = int(event["trace_id"][-14:], 16) >= 2**56 - 2**56 // 20  # (1)!
    return 20 if kept else 0
# --8<-- [end:sample]


events = [request(number) for number in range(REQUESTS)]
head = {"trace_id": "0" * 32, "ts": "2026-11-21T20:00:00.000Z"}
steps = len(json.dumps(head | STEP)) * STEPS
wide = sum(len(json.dumps(event)) + 1 for event in events) / REQUESTS
print(f"bytes a request, {STEPS} step lines: {steps}")
print(f"bytes a request, one wide event: {wide:.0f}")
for name, size in {"step lines": steps, "wide events": wide}.items():
    gb = size * DAY / 1e9
    print(f"500 requests/s, {name}, GB a day: {gb:.0f}")
    print(f"500 requests/s, {name}, dollars a month: {gb * 30 * PER_GB:.0f}")

kept = [(event, weight) for event in events if (weight := sample(event))]
share = len(kept) / REQUESTS
print(f"events kept by the sample: {share:.1%}")
failed = [sum(e["status"] >= 500 for e in events)]
failed.append(sum(w for e, w in kept if e["status"] >= 500))
print(f"failed requests, all and from the sample: {failed[0]}, {failed[1]}")
print(f"requests, all and from the sample: {REQUESTS}, {sum(w for _, w in kept)}")


def slow_by_tenant(rows):
    counts = {}
    for event, weight in rows:
        if event["duration_ms"] > 300:
            counts[event["tenant"]] = counts.get(event["tenant"], 0) + weight
    return max(counts.items(), key=lambda item: item[1])


worst = slow_by_tenant([(event, 1) for event in events])
print(f"tenant with most slow requests, all: {worst[0]} with {worst[1]}")
print(f"the same from the sample: {'%s with %d' % slow_by_tenant(kept)}")
queries = {e["db_queries"] for e, _ in kept if e["duration_ms"] > 300}
print(f"queries in a slow request: {', '.join(map(str, sorted(queries)))}")
assert failed[0] == failed[1] and worst == slow_by_tenant(kept)
assert abs(sum(w for _, w in kept) - REQUESTS) < REQUESTS * 0.1
