# needs: valkey
"""One order flow twice: services that react to events, and one that gives commands."""

import os

import redis

bus = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


# --8<-- [start:choreography]
REACTS = {  # (1)!
    "payment": ("OrderPlaced", "PaymentTaken"),
    "stock": ("PaymentTaken", "StockReserved"),
    "shipping": ("StockReserved", "Shipped"),
}


def react(services: dict[str, tuple[str, str]], skip: tuple = ()) -> None:
    known = {group["name"] for group in bus.xinfo_groups("events")}
    for service in services.keys() - known:
        bus.xgroup_create("events", service, "0")
    busy = True
    while busy:
        busy = False
        for service, (wanted, told) in services.items():
            read = bus.xreadgroup(service, "one", {"events": ">"}, count=1)
            for _, [(entry, event)] in read:
                busy = True
                order = event["order"]
                if event["type"] == wanted and (service, order) not in skip:
                    bus.xadd("events", {"type": told, "order": order})
                bus.xack("events", service, entry)
# --8<-- [end:choreography]


def last_step() -> dict[str, str]:
    return {event["order"]: event["type"] for _, event in bus.xrange("events")}


# --8<-- [start:orchestration]
STEPS = ["take payment", "reserve stock", "ship"]


def orchestrate(order: str, steps: list[str], lost: tuple = ()) -> None:
    at = int(bus.hget("saga", order) or 0)
    for number, command in enumerate(steps[at:], start=at + 1):
        if (command, order) in lost:
            return  # (1)!
        bus.hset("saga", order, number)


def stuck(steps: list[str]) -> dict[str, str]:
    rows = bus.hgetall("saga").items()
    return {order: steps[int(at)] for order, at in rows if int(at) < len(steps)}
# --8<-- [end:orchestration]


for order in ("1", "2"):
    bus.xadd("events", {"type": "OrderPlaced", "order": order})
    bus.hset("saga", order, 0)
react(REACTS, skip=(("stock", "2"),))
for order in ("1", "2"):
    orchestrate(order, STEPS, lost=(("reserve stock", "2"),))
print("-- stock loses order 2")
pending = sum(group["pending"] for group in bus.xinfo_groups("events"))
print(f"choreography, unacknowledged: {pending}")
print(f"choreography, last event: {last_step()}")
print(f"orchestration, next step of unfinished: {stuck(STEPS)}")
assert pending == 0 and stuck(STEPS) == {"2": "reserve stock"}

print("-- a fraud check between payment and stock")
WITH_FRAUD = REACTS | {
    "fraud": ("PaymentTaken", "FraudChecked"),
    "stock": ("FraudChecked", "StockReserved"),
}
changed = [name for name, rule in WITH_FRAUD.items() if REACTS.get(name) != rule]
print(f"choreography, services changed: {sorted(changed)}")
bus.xadd("events", {"type": "OrderPlaced", "order": "3"})
half = REACTS | {"fraud": WITH_FRAUD["fraud"]}  # fraud deployed, stock not yet
react(half)
events = [event for _, event in bus.xrange("events")]
told = [event["type"] for event in events if event["order"] == "3"]
print("order 3 between the two deployments:", *told, sep="\n  ")
late = told.index("FraudChecked") > told.index("StockReserved")
print(f"stock reserved before the fraud check: {late}")
bus.hset("saga", "3", 0)
orchestrate("3", ["take payment", "check fraud", "reserve stock", "ship"])
print(f"orchestration, services changed: {['fraud', 'orchestrator']}")
print(f"orchestration, steps done for order 3: {bus.hget('saga', '3')}")
