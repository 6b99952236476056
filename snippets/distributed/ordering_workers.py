# needs: nats
import asyncio
import os
import random

import nats
from nats.js.api import ConsumerConfig

ACCOUNTS, EVENTS, WORKERS = 20, 10, 4


async def handle(message, applied, version, pause):
    """Apply an event after a pause, as a real handler would: last one wins."""
    account, number = (int(word) for word in message.data.split())
    await asyncio.sleep(pause.random() * 0.004)
    applied[account].append(number)
    version[account] = max(version.get(account, 0), number)  # (1)!
    await message.ack()


async def drain(subscription, *state):
    while True:
        try:
            (message,) = await subscription.fetch(1, timeout=0.3)
        except nats.errors.TimeoutError:
            return
        await handle(message, *state)


async def consume(js, subjects):
    """Run one worker per entry of `subjects`; equal entries share one consumer."""
    applied, version = {n: [] for n in range(ACCOUNTS)}, {}
    workers = []
    for number, subject in enumerate(subjects):
        name = "c" + subject.replace(".", "-").replace("*", "x").replace(">", "all")
        config = ConsumerConfig(filter_subject=subject, durable_name=name)
        got = await js.pull_subscribe(subject, durable=name, config=config)
        workers.append(drain(got, applied, version, random.Random(number)))
    await asyncio.gather(*workers)
    assert all(sorted(got) == list(range(1, EVENTS + 1)) for got in applied.values())
    late = sum(
        number < max(got[:at], default=0)
        for got in applied.values()
        for at, number in enumerate(got)
    )
    wrong = sum(got[-1] != EVENTS for got in applied.values())
    kept = sum(version[account] != EVENTS for account in applied)
    return late, wrong, kept


async def main():
    connection = await nats.connect(os.environ["NATS_URL"])
    js = connection.jetstream()
    await js.add_stream(name="accounts", subjects=["account.>"])
    # --8<-- [start:idea]
    for account in range(ACCOUNTS):
        for number in range(1, EVENTS + 1):
            partition = account % WORKERS  # (2)!
            subject = f"account.{partition}.{account}"
            await js.publish(subject, f"{account} {number}".encode())
    plans = {
        "4 workers, one queue": ["account.>"] * WORKERS,
        "4 workers, a partition each": [f"account.{n}.*" for n in range(WORKERS)],
    }
    # --8<-- [end:idea]
    for label, subjects in plans.items():
        late, wrong, kept = await consume(js, subjects)
        mark = "≈ " if late else ""
        print(f"{label}, events applied late: {mark}{late}")
        print(f"{label}, accounts that end wrong: {mark}{wrong}")
        print(f"{label}, wrong with the highest number kept: {kept}")
        assert (late > 0) == (label == "4 workers, one queue") and kept == 0
    await connection.close()


asyncio.run(main())
