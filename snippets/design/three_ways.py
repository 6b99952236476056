# needs: nats
"""One feature, called in the process, over HTTP and over a queue."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from decimal import Decimal

import httpx
import nats
import uvicorn
from fastapi import FastAPI

CALLS, ORDER = 300, [["12.99", 2], ["3.99", 3], ["0.01", 2]]


# --8<-- [start:idea]
def price(lines):
    """The feature: the total of an order, with tax."""
    return str(sum(Decimal(each) * n for each, n in lines) * Decimal("1.10"))


app = FastAPI()


@app.post("/price")
async def price_over_http(lines: list[tuple[str, int]]):
    return price(lines)


async def price_over_queue(js):
    orders = await js.pull_subscribe("order.placed", durable="pricing")
    while True:
        for order in await orders.fetch(1, timeout=60):
            await js.publish("order.priced", price(json.loads(order.data)).encode())
            await order.ack()  # (1)!


# --8<-- [end:idea]


def report(way, calls, processes):
    ms = sorted(took * 1000 for took in calls)
    cpu = sum(processes) / CALLS * 1e6
    print(f"{way}, p50: ≈ {ms[CALLS // 2]:.4f} ms")
    print(f"{way}, p99: ≈ {ms[CALLS * 99 // 100]:.4f} ms")
    print(f"{way}, CPU a call, all processes: ≈ {cpu:.0f} µs")
    return ms[CALLS // 2], cpu


def cpu_of(process):
    with open(f"/proc/{process.pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(way, call, process=None):
    for _ in range(20):
        assert await call() == "41.7670"
    before = [time.process_time(), cpu_of(process) if process else 0]
    calls = []
    for _ in range(CALLS):
        start = time.perf_counter()
        assert await call() == "41.7670"
        calls.append(time.perf_counter() - start)
    after = [time.process_time(), cpu_of(process) if process else 0]
    return report(way, calls, [b - a for a, b in zip(before, after, strict=True)])


def other_process(*words):
    return subprocess.Popen([sys.executable, __file__, *words])


async def main():
    connection = await nats.connect(os.environ["NATS_URL"])
    js = connection.jetstream()
    await js.add_stream(name="orders", subjects=["order.*"])
    results = await js.subscribe("order.priced", ordered_consumer=True)

    async def in_process():
        return price(ORDER)

    async def over_http():
        return (await client.post("/price", json=ORDER)).json()

    async def over_queue():
        await js.publish("order.placed", json.dumps(ORDER).encode())
        return (await results.next_msg(timeout=20)).data.decode()

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    service, worker = other_process("http", str(port)), other_process("queue")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        while True:
            try:
                await over_http()
                break
            except httpx.ConnectError:
                await asyncio.sleep(0.05)
        local, _ = await measure("in process", in_process)
        http, _ = await measure("over HTTP", over_http, service)
        queue, _ = await measure("over a queue", over_queue, worker)
    print(f"HTTP / in process, p50: ≈ {http / local:.0f}")
    assert http > 20 * local and queue > 20 * local
    service.kill(), worker.kill()


async def work():
    await price_over_queue((await nats.connect(os.environ["NATS_URL"])).jetstream())


if sys.argv[1:2] == ["http"]:
    uvicorn.run(app, port=int(sys.argv[2]), log_level="critical")
else:
    asyncio.run(work() if sys.argv[1:] == ["queue"] else main())
