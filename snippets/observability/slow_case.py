# needs: postgresql

import asyncio, sys, threading, time  # noqa: E401
from collections import Counter
from random import Random
from statistics import median

import psycopg

from snippets.observability.slow_shop import URL, Shop, create, job

SECONDS, SLOW, CAUSES = 1.3, 100, ("loop", "pool", "n+1", "lock", "retry")
EVERY = {"checkout": 25, "invoice": 10, "tax": 40}  # a second


# --8<-- [start:watch]
BLOCKED = """SELECT a.wait_event_type, b.application_name, left(a.query, 12)
    FROM pg_stat_activity a, unnest(pg_blocking_pids(a.pid)) AS by
    JOIN pg_stat_activity b ON b.pid = by WHERE a.datname = current_database()"""


def watch(stop, beat, blocked: Counter, stacks: Counter) -> None:
    main = threading.main_thread().ident
    with psycopg.connect(URL, autocommit=True) as own:
        while not stop.wait(0.02):
            blocked.update(own.execute(BLOCKED).fetchall())  # (1)!
            if time.perf_counter() - beat[0] > 0.05:  # (2)!
                stacks[sys._current_frames()[main].f_code.co_name] += 1
# --8<-- [end:watch]


async def run(mended: frozenset[str]):
    shop, chance, stop, beat = Shop(mended), Random(1), threading.Event(), [0.0]
    blocked, stacks = Counter(), Counter()
    await shop.open()
    zero = time.perf_counter() + 0.1
    plan = [(n / rate + chance.random() / rate, route) for route, rate in EVERY.items()
            for n in range(int(rate * SECONDS))]  # fmt: skip
    plan += [(0.78, "login")] + 5 * [(0.45, "report")]
    helpers = [threading.Thread(target=job, args=(stop, zero, "lock" in mended)),
               threading.Thread(target=watch, args=(stop, beat, blocked, stacks))]

    async def heart():
        while True:
            beat[0] = time.perf_counter()
            await asyncio.sleep(0.01)

    async def one(at, route):
        tenant = "acme" if chance.random() < 0.15 else f"t{chance.randrange(9)}"
        await asyncio.sleep(zero + at - time.perf_counter())
        await shop.handle(route, tenant, zero + at)
    beating = asyncio.create_task(heart())
    [helper.start() for helper in helpers]
    await asyncio.gather(*(one(*request) for request in plan))
    stop.set()
    [helper.join() for helper in helpers]
    beating.cancel()
    for event in shop.events:
        event["phase"] = (event["due"] - zero) % 1
    return shop.events, blocked, stacks


def ms(events) -> str:
    return f"≈ {median(e['ms'] for e in events):.0f} ms"


create(psycopg.connect(URL, autocommit=True))
runs = [asyncio.run(run(frozenset(CAUSES[:n]))) for n in range(len(CAUSES) + 1)]
events, blocked, stacks = runs[0]
slow = [e for e in events if e["ms"] > SLOW]
print(f"median of all: {ms(events)}")
for route in EVERY:
    mine = [e for e in events if e["route"] == route]
    print(f"{route} over 100 ms: ≈ {sum(e in slow for e in mine) / len(mine):.0%}")
# --8<-- [start:evidence]
late = sum(e["late_ms"] > 50 for e in slow) / len(slow)
print(f"1 late before it began, of the slow: ≈ {late:.0%}")
print(f"1 the loop stood in: {max(stacks, key=stacks.get)}")
idle = {route: median(e["held_ms"] - e["db_ms"] for e in events if e["route"] == route)
        for route in ("checkout", "invoice", "report")}  # fmt: skip
print(f"2 held a connection for nothing: {max(idle, key=idle.get)}")
print(f"2 for how long: ≈ {max(idle.values()):.0f} ms")
bills = [e for e in events if e["route"] == "invoice"]
for name, of in (("acme", True), ("others", False)):
    mine = [e for e in bills if (e["tenant"] == "acme") == of]
    print(f"3 invoice, {name}: {ms(mine)}")
    print(f"3 queries for one, {name}: {max(e['queries'] for e in mine)}")
print(f"4 waiting, blocked by, in: {max(blocked, key=blocked.get)}")
early = [e["phase"] < 0.3 for e in runs[1][0]  # where no loop stops any more
         if e["route"] == "checkout" and e["db_ms"] > 50]  # fmt: skip
share = sum(early) / len(early)
print(f"4 slow in the database, due in the job's first 300 ms: ≈ {share:.0%}")
for name, n in (("one attempt", 1), ("two attempts", 2)):
    mine = [e for e in events if e["route"] == "tax" and e["attempts"] == n]
    print(f"5 tax, {name}: {ms(mine)}")
# --8<-- [end:evidence]
# --8<-- [start:proof]
def witnesses(events, blocked, stacks) -> list[int]:
    reports = [e for e in events if e["route"] == "report"]
    return [stacks["ask_directory"],
            sum(e["held_ms"] - e["db_ms"] > 240 for e in reports),
            sum(e["queries"] > 99 for e in events),
            sum(n for row, n in blocked.items() if row[1] == "price-job"),
            sum(e["attempts"] > 1 and e["ms"] > 200 for e in events)]  # fmt: skip


shares, usual = [], witnesses(*runs[0])
for n, (events, *seen) in enumerate(runs):
    users = [e for e in events if e["route"] in EVERY]  # the others are slow by nature
    shares.append(sum(e["ms"] > SLOW for e in users) / len(users))
    name = f"mended {CAUSES[n - 1]} too" if n else "nothing mended"
    said = witnesses(events, *seen)
    print(f"over 100 ms, {name}: ≈ {shares[-1]:.0%}")
    print(f"witnesses, {name}: ≈ {', ≈ '.join(map(str, said))}")
    for cause, (now, before) in enumerate(zip(said, usual)):  # only its own repair
        assert now <= before / 9 if cause < n else now > 0, (name, cause)  # silences it
# --8<-- [end:proof]
assert median(e["ms"] for e in runs[0][0]) < SLOW / 2 and late > 0.1 and share > 0.6
assert shares[-1] < shares[0] / 3
assert all(after < before + 0.1 for before, after in zip(shares, shares[1:]))
