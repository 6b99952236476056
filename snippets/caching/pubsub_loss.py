# needs: valkey
import os

import redis

r = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


def drain(subscriber):
    found = []
    while (message := subscriber.get_message(timeout=0.2)) is not None:
        if message["type"] == "message":
            found.append(message["data"])
    return found


def subscribe():
    subscriber = r.pubsub()
    subscriber.subscribe("prices")
    subscriber.get_message(timeout=1)  # the server has confirmed
    return subscriber


r.xadd("prices-log", {"price": 0}, id="0-1")
steady, flaky = subscribe(), subscribe()
for price in range(1, 7):
    if price == 3:
        flaky.close()  # (1)!
        while r.pubsub_numsub("prices")[0][1] > 1:
            pass
    if price == 5:
        flaky = subscribe()
    reached = r.publish("prices", price)  # (2)!
    r.xadd("prices-log", {"price": price}, id=f"0-{price + 1}")
    print(f"PUBLISH {price} -> {reached}")
got = {"steady": drain(steady), "flaky after it came back": drain(flaky)}
for name, prices in got.items():
    print(f"{name}: {' '.join(prices)}")
[(_, entries)] = r.xread({"prices-log": "0-3"})  # (3)!
print("stream, read on from 0-3:", *(fields["price"] for _, fields in entries))
assert got["flaky after it came back"] == ["5", "6"]
