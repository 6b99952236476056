# needs: postgresql, clickhouse
import json
import os
import time
import uuid

import httpx

from snippets.projects.kit import catalog, running

systems = {"DATABASE_URL": os.environ["DATABASE_URL"], "COPY_SECONDS": "0.2"}
ids = [str(uuid.UUID(int=n, version=4)) for n in range(4)]


def event(id: str, **changes: object) -> dict:
    now = time.time_ns() // 1_000_000
    data = {"page": "/cart", "items": 3}
    right = {
        "id": id,
        "source": "shop",
        "type": "page-view",
        "occurred_ms": now,
        "data": data,
    }
    return right | changes


with running.started(catalog.find("ingest"), systems) as service:
    client = httpx.Client(base_url=service.url)
    # --8<-- [start:requests]
    answer = client.post("/v1/events", json=event(ids[0]))
    print("one event:", answer.status_code, answer.text)

    batch = [event(ids[0]), event(ids[1]), event(ids[2], data={"text": "a\x00b"})]
    answer = client.post("/v1/events", json=batch)  # (1)!
    print("a batch:", answer.status_code, json.dumps(answer.json(), indent=1))

    wrong = event(ids[3])
    wrong["occurred_ms"] += 86_400_000  # (2)!
    client.post("/v1/events", json=wrong)
    kept = client.get(f"/v1/events/{ids[3]}").json()
    print("tomorrow's event:", kept["clock"], kept["event_ms"] == kept["received_ms"])

    answer = client.post(
        "/v1/events", content=b"{", headers={"Content-Type": "application/json"}
    )
    print("no JSON:", answer.status_code, answer.headers["content-type"])
    # --8<-- [end:requests]
    while (counts := client.get("/v1/sources/shop/counts").json())["columnar"] != 3:
        time.sleep(0.1)
    print("counts:", counts)
