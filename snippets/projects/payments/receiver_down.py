# needs: postgresql
# timeout: 90
"""One receiver is down, another is not: backlog, dead letters, replay."""

import time
from collections import Counter

import httpx
from accept.shop import Receiver, Shop, until

from snippets.projects.kit.catalog import find
from snippets.projects.kit.running import started

EVENTS = 12
project = find("payments")


def gauge(http: httpx.Client, name: str) -> int:
    """Read a gauge at /metrics; it is as old as five seconds."""
    lines = http.get("/metrics").text.splitlines()
    return next(int(float(x.split()[1])) for x in lines if x.startswith(f"{name} "))


with (
    started(project, project.accept | {"REPLAY_BATCH": "5"}) as service,
    httpx.Client(base_url=service.url, timeout=15) as http,
):
    down, healthy = Receiver(), Receiver()
    down.statuses = [503]
    shop, other = Shop(http), Shop(http)
    other.opens()
    # --8<-- [start:story]
    endpoint = shop.listen(down.url)["id"]
    other.listen(healthy.url)
    for _ in range(EVENTS):
        shop.post("/charges", shop.order())
    begin = time.monotonic()
    other.charge()
    healthy.waits(1)
    took = time.monotonic() - begin  # while the others fail

    path = f"/webhook-endpoints/{endpoint}"
    read = lambda state: shop.get(f"{path}/deliveries", state=state)  # noqa: E731
    dead = until(lambda: len(found := read("dead")) == EVENTS and found, 30)
    until(lambda: gauge(http, "payments_webhooks_dead") == EVENTS, 15)
    tries = Counter(headers["webhook-id"] for _, headers, _ in down.got)
    down.statuses = [204]
    replays = [shop.post(f"{path}/replays").json()]
    while replays[-1]["more"]:
        replays.append(shop.post(f"{path}/replays").json())
    until(lambda: len(read("delivered")) == EVENTS, 30)
    # --8<-- [end:story]
    print(f"events for the receiver that is down: {EVENTS}")
    print(f"attempts at each: {sorted(set(tries.values()))}")
    print(f"dead, because of: {dead[0]['last_error']}")
    print(f"payments_webhooks_dead: {EVENTS}")
    print(f"the other receiver had its event after: ≈ {took:.1f} s")
    counts = [answer["replayed"] for answer in replays]
    print(f"replayed: {sum(counts)}, in parts of {', '.join(map(str, counts))}")
    ids = {headers["webhook-id"] for _, headers, _ in down.got}
    print(f"different ids that the receiver has seen in the end: {len(ids)}")
    assert took < 15 and sum(counts) == len(ids) == EVENTS
