# timeout: 120
"""One screen of an app over a link with 40 ms round trip: four ways to fetch it."""

import asyncio
import contextlib
import os
import socket
import statistics
import time

import httpx
import uvicorn
from fastapi import FastAPI

HALF = 0.02  # seconds, one way
app = FastAPI()
crossings = 0

# --8<-- [start:server]
ORDERS = {f"o{n}": {"id": f"o{n}", "total": 100 * n} for n in range(6)}
app.get("/session")(lambda: {"user": "u1"})
app.get("/users/{id}")(lambda id: {"name": "Aki"})
app.get("/users/{id}/orders")(lambda id: list(ORDERS))
app.get("/orders/{id}")(lambda id: ORDERS[id])
app.get("/home")(lambda: {"name": "Aki", "orders": list(ORDERS.values())})
# --8<-- [end:server]


async def relay(reader, writer) -> None:
    """Pass bytes on, each HALF later: slow, but as many at a time as come."""
    while data := await reader.read(65536):
        asyncio.get_running_loop().call_later(HALF, writer.write, data)
    await asyncio.sleep(HALF)
    writer.close()


# --8<-- [start:clients]
async def get(client: httpx.AsyncClient, path: str):
    global crossings
    crossings += 1
    return (await client.get(path)).json()


async def one_by_one(client) -> None:
    user = (await get(client, "/session"))["user"]
    await get(client, f"/users/{user}")
    for order in await get(client, f"/users/{user}/orders"):
        await get(client, f"/orders/{order}")


async def parallel(client) -> None:
    user = (await get(client, "/session"))["user"]  # (1)!
    both = get(client, f"/users/{user}"), get(client, f"/users/{user}/orders")
    orders = (await asyncio.gather(*both))[1]
    await asyncio.gather(*(get(client, f"/orders/{order}") for order in orders))


async def composed(client) -> None:
    await get(client, "/home")


# --8<-- [end:clients]
async def main() -> None:
    listener = socket.socket(proto=socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    web = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    serving = asyncio.create_task(web.serve([listener]))
    while not web.started:
        await asyncio.sleep(0.01)

    async def link(reader, writer) -> None:
        there = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(relay(reader, there[1]), relay(there[0], writer))

    proxy = await asyncio.start_server(link, "127.0.0.1", 0)
    far = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
    near = f"http://127.0.0.1:{port}"
    global crossings
    took = {}
    ways = [("one by one", one_by_one, far), ("parallel", parallel, far),
            ("composed", composed, far), ("one by one, inside", one_by_one, near)]
    for name, way, url in ways:  # fmt: skip
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:
            await parallel(client)  # open the connections
            times = []
            for _ in range(5):
                crossings, begin = 0, time.perf_counter()
                await way(client)
                times.append((time.perf_counter() - begin) * 1000)
        took[name] = statistics.median(times)
        print(f"{name}, requests: {crossings}")
        print(f"{name}: ≈ {took[name]:.0f} ms")
    assert took["one by one"] > 8 * 2 * HALF * 1000 > 3 * took["composed"]
    assert took["parallel"] > 3 * 2 * HALF * 1000
    web.should_exit = True
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(serving, 3)


asyncio.run(main())
os._exit(0)
