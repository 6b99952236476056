"""Bytes of an answer: whole, chosen fields, only the acknowledgement; compressed."""

import asyncio
import gzip
import json

import httpx
from fastapi import FastAPI, Header, HTTPException, Response

ORDERS = [{"id": f"o{n}", "state": "paid", "total": 1000 + n, "currency": "EUR",
           "address": {"street": f"Road {n}", "city": "Oslo", "zip": f"{n:04}"},
           "history": [{"at": "2026-11-21T10:00:00Z", "state": s}
                       for s in ("open", "reserved", "paid")]}
          for n in range(50)]  # fmt: skip
app = FastAPI()


# --8<-- [start:server]
@app.get("/orders")
def orders(fields: str = "") -> list[dict]:
    wanted = set(fields.split(",")) if fields else set(ORDERS[0])
    if unknown := wanted - set(ORDERS[0]):
        raise HTTPException(400, f"no such field: {min(unknown)}")  # (1)!
    return [{k: v for k, v in order.items() if k in wanted} for order in ORDERS]


@app.patch("/orders/{id}")
def change(id: str, body: dict, prefer: str = Header("")) -> Response:
    order = next(order for order in ORDERS if order["id"] == id) | body
    if prefer == "return=minimal":
        return Response(status_code=204, headers={"Preference-Applied": prefer})  # (2)!
    return Response(json.dumps(order), media_type="application/json")


# --8<-- [end:server]
async def main() -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        whole = (await client.get("/orders")).content
        lean = (await client.get("/orders?fields=id,total")).content
        for name, body in [("whole", whole), ("id and total", lean)]:
            print(f"list, {name}: {len(body)} bytes, gzip {len(gzip.compress(body))}")
        typo = await client.get("/orders?fields=id,totl")
        print(f"fields=id,totl: {typo.status_code}, {typo.json()['detail']}")
        for prefer in ("return=representation", "return=minimal"):
            answer = await client.patch(
                "/orders/o1", json={"state": "sent"}, headers={"Prefer": prefer}
            )
            applied = answer.headers.get("preference-applied", "-")
            size = len(answer.content)
            print(f"{prefer}: {answer.status_code}, {size} bytes, applied: {applied}")
        assert len(gzip.compress(whole)) > len(gzip.compress(lean))


asyncio.run(main())
