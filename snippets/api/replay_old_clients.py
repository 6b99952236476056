"""What three released apps sent and read, replayed against the server about to ship."""

import asyncio

import httpx
from fastapi import FastAPI
from fastapi.responses import JSONResponse

# --8<-- [start:tapes]
# Recorded when each app was released: what it sends, and what it reads of the answer.
TAPES = [
    ("3.9", "GET", "/orders/7", None, 200, {"total": "int", "state": "str"}),
    ("4.1", "GET", "/orders/7", None, 200, {"total": "int", "items.0.sku": "str"}),
    ("4.1", "POST", "/orders", {"sku": "a"}, 201, {"id": "str"}),
    ("5.0", "GET", "/orders/7", None, 200, {"total_v2.amount": "str"}),
    ("5.0", "GET", "/orders/8", None, 404, {"type": "str"}),
]
# --8<-- [end:tapes]
ORDER = {"id": "7", "state": "paid", "total": 1250, "items": [{"sku": "a"}],
         "total_v2": {"amount": "12.50", "currency": "EUR"}}  # fmt: skip


def release(order: dict, needs_speed: bool) -> FastAPI:
    app = FastAPI()

    @app.get("/orders/{order_id}")
    def get(order_id: str):
        if order_id != "7":
            return JSONResponse({"type": "https://api.example/no-order"}, 404)
        return order

    @app.post("/orders", status_code=201)
    def post(body: dict):
        if needs_speed and "speed" not in body:
            return JSONResponse({"type": "https://api.example/invalid"}, 422)
        return {"id": "8"}

    return app


# --8<-- [start:replay]
def read(answer, path: str) -> str:
    for key in path.split("."):
        answer = answer[int(key) if key.isdigit() else key]
    return type(answer).__name__


async def replay(app: FastAPI) -> list[str]:
    """Return what breaks, one line for each app and reason."""
    broken = []
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        for version, method, url, body, status, reads in TAPES:
            answer = await client.request(method, url, json=body)
            at = f"app {version}: {method} {url}"
            if answer.status_code != status:
                broken.append(f"{at}: {answer.status_code} instead of {status}")
                continue
            for path, kind in reads.items():  # (1)!
                try:
                    found = read(answer.json(), path)
                except (KeyError, IndexError, TypeError):
                    found = "nothing"
                if found != kind:
                    broken.append(f"{at}: reads {path} as {kind}, gets {found}")
    return broken


# --8<-- [end:replay]
CHANGES = {
    "released": (ORDER, False),
    "new field": (ORDER | {"gift": False}, False),
    "total removed": ({k: v for k, v in ORDER.items() if k != "total"}, False),
    "total as a string": (ORDER | {"total": "12.50"}, False),
    "empty items": (ORDER | {"items": []}, False),
    "speed required": (ORDER, True),
}
found = {name: asyncio.run(replay(release(*new))) for name, new in CHANGES.items()}
for title, broken in found.items():
    print(f"{title}: {len(broken)} broken")
    for line in broken:
        print(f"  {line}")
assert [len(b) for b in found.values()] == [0, 0, 2, 2, 1, 1]
