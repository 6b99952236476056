# needs: valkey
"""The new stock service before the fraud service."""

import os

import redis

bus = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


REACTS = {
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


def last_step() -> dict[str, str]:
    return {event["order"]: event["type"] for _, event in bus.xrange("events")}


def told() -> str:
    return ", ".join(event["type"] for _, event in bus.xrange("events"))


new_stock = REACTS | {"stock": ("FraudChecked", "StockReserved")}
bus.xadd("events", {"type": "OrderPlaced", "order": "1"})
react(new_stock)
print(f"stock deployed: {told()}")
react(new_stock | {"fraud": ("PaymentTaken", "FraudChecked")})
print(f"fraud deployed: {told()}")
assert told().endswith("PaymentTaken, FraudChecked, StockReserved, Shipped")
