# needs: postgresql
"""The service, started with its worker and the emulator: one charge, start to end."""

import httpx

from snippets.projects.kit.catalog import find
from snippets.projects.kit.running import started

project = find("payments")
with (
    started(project, project.accept) as service,
    httpx.Client(base_url=service.url, timeout=15) as http,
):
    # --8<-- [start:requests]
    shop = http.post(
        "/v1/accounts",
        headers={"Idempotency-Key": "open-shop-7"},
        json={"name": "Tea and books", "currency": "EUR"},
    ).json()
    order = {
        "account_id": shop["id"],
        "amount": 4990,
        "currency": "EUR",
        "card": "tok_visa",
    }
    first = http.post(
        "/v1/charges", headers={"Idempotency-Key": "order-1001"}, json=order
    )
    again = http.post(
        "/v1/charges", headers={"Idempotency-Key": "order-1001"}, json=order
    )
    charge = first.json()
    found = http.get(f"/v1/charges/{charge['id']}", params={"wait_seconds": 10}).json()
    balance = http.get(f"/v1/accounts/{shop['id']}").json()["balance"]
    # --8<-- [end:requests]
    other = http.post(
        "/v1/charges",
        headers={"Idempotency-Key": "order-1001"},
        json=order | {"amount": 1},
    )
    print(f"first answer: {first.status_code} {charge['status']}")
    print(
        f"same key again: {again.status_code}, "
        f"same bytes: {again.content == first.content}"
    )
    print(f"same key, other amount: {other.status_code} {other.json()['code']}")
    print(
        f"a moment later: {found['status']}, {found['captured']} of {found['amount']}"
    )
    print(f"owed to the shop: {balance}")
    print("in the books:")
    for line in http.get("/v1/trial-balance").json():
        print(f"  {line['account']:<14}{line['balance']:>6}")
