# needs: nats
import asyncio
import os

import nats
from nats.js.api import ConsumerConfig


async def run(js, label, max_ack_pending):
    name = f"worker-{max_ack_pending}"
    config = ConsumerConfig(durable_name=name, max_ack_pending=max_ack_pending)
    subscription = await js.pull_subscribe("order.7", durable=name, config=config)
    seen, failed = [], False
    while len(seen) < 5:
        for message in await subscription.fetch(5, timeout=1):  # (1)!
            event = message.data.decode()
            seen.append(event)
            if event == "paid" and not failed:
                failed = True
                await message.nak()  # (2)!
            else:
                await message.ack()
    await js.delete_consumer("orders", name)
    print(f"{label}: {', '.join(seen)}")
    return seen


async def main():
    connection = await nats.connect(os.environ["NATS_URL"])
    js = connection.jetstream()
    await js.add_stream(name="orders", subjects=["order.*"])
    for event in ("placed", "paid", "shipped", "closed"):
        await js.publish("order.7", event.encode())
    default = (await js.add_consumer("orders", ConsumerConfig(durable_name="d"))).config
    print(f"max_ack_pending, default: {default.max_ack_pending}")
    many = await run(js, "many in flight", 1000)
    one = await run(js, "one in flight", 1)
    assert many == ["placed", "paid", "shipped", "closed", "paid"]
    assert one == ["placed", "paid", "paid", "shipped", "closed"]
    await connection.close()


asyncio.run(main())
