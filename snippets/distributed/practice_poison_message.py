# needs: nats
import asyncio
import os

import nats
from nats.js.api import ConsumerConfig


async def run(js, label, **limits):
    config = ConsumerConfig(durable_name="worker", max_ack_pending=1, **limits)
    pull = await js.pull_subscribe("order.7", durable="worker", config=config)
    seen = []
    for _ in range(6):  # six attempts, whatever comes
        try:
            (message,) = await pull.fetch(1, timeout=0.5)
        except nats.errors.TimeoutError:
            break
        event = message.data.decode()
        seen.append(event)
        if event == "paid":
            await message.nak()  # it fails every time
        else:
            await message.ack()
    await js.delete_consumer("orders", "worker")
    print(f"{label}: {', '.join(seen)}")
    return seen


async def main():
    connection = await nats.connect(os.environ["NATS_URL"])
    js = connection.jetstream()
    await js.add_stream(name="orders", subjects=["order.*"])
    for event in ("placed", "paid", "shipped", "closed"):
        await js.publish("order.7", event.encode())
    assert await run(js, "no limit") == ["placed"] + ["paid"] * 5
    skipped = await run(js, "max_deliver 3", max_deliver=3)
    assert skipped == ["placed", "paid", "paid", "paid", "shipped", "closed"]
    await connection.close()


asyncio.run(main())
