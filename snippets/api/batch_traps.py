"""A batch answers 200 while an item fails; what a retry of the batch then does."""

import asyncio

import httpx
from fastapi import FastAPI, Response

app = FastAPI()
rows: list[str] = []
by_key: dict[str, dict] = {}
stock = {"a": 9, "b": 0, "c": 9}


# --8<-- [start:server]
def create(item: dict) -> dict:
    if stock[item["sku"]] == 0:
        return {"status": 409, "title": "out of stock"}
    rows.append(item["sku"])
    return {"status": 201, "id": f"o{len(rows)}"}


@app.post("/orders:batch")
def batch(items: list[dict], response: Response) -> list[dict]:
    if len(items) > 100:  # (1)!
        response.status_code = 413
        return []
    results = []
    for item in items:
        key = item.get("key")
        result = by_key.get(key) or create(item)
        if key and result["status"] == 201:  # (2)!
            by_key[key] = result
        results.append(result)
    return results


# --8<-- [end:server]
async def main() -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        for keyed in (False, True):
            rows.clear()
            stock["b"] = 0
            items = [{"sku": s} | ({"key": f"k-{s}"} if keyed else {}) for s in "abc"]
            first = await client.post("/orders:batch", json=items)
            inside = [result["status"] for result in first.json()]
            stock["b"] = 9
            await client.post("/orders:batch", json=items)
            name = "key per item" if keyed else "no keys"
            print(f"{name}: {first.status_code}, items {inside}, "
                  f"orders after the retry: {len(rows)}")  # fmt: skip
            assert len(rows) == (3 if keyed else 5)
        large = await client.post("/orders:batch", json=[{"sku": "a"}] * 101)
        print(f"101 items: {large.status_code}")


asyncio.run(main())
