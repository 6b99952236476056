# needs: nats
import asyncio, json, os, time

import nats
from nats.js.api import ConsumerConfig, StreamConfig

SUBJECT = "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.jobs.*"


async def deliveries(subscription, react, seconds: float) -> list[float]:
    """React to all that comes; return when it came, in seconds."""
    start, seen = time.monotonic(), []
    while (left := start + seconds - time.monotonic()) > 0:
        try:
            [message] = await subscription.fetch(1, timeout=left)
        except nats.errors.TimeoutError:
            break
        seen.append(time.monotonic() - start)
        await react(message)
    await subscription.unsubscribe()
    return seen


async def main() -> None:
    link = await nats.connect(os.environ["NATS_URL"])
    stream = link.jetstream()
    await stream.add_stream(StreamConfig(name="jobs", subjects=["jobs.>"]))
    advisories = await link.subscribe(SUBJECT)
    await stream.publish("jobs.invoice", b"poison")

    by_default = await stream.pull_subscribe("jobs.>", "by_default")
    config = (await by_default.consumer_info()).config
    print("ack_wait:", config.ack_wait, "s, max_deliver:", config.max_deliver)
    storm = await deliveries(by_default, lambda m: m.nak(), 0.5)
    print(f"NAK at once, deliveries in half a second: ≈ {len(storm)}")

    delayed = await stream.pull_subscribe("jobs.>", "delayed")
    calm = await deliveries(delayed, lambda m: m.nak(delay=0.2), 0.5)  # (1)!
    print(f"NAK with a delay of 0.2 s, deliveries: ≈ {len(calm)}")

    config = ConsumerConfig(max_deliver=3, backoff=[0.1, 0.2, 0.4])  # (2)!
    limited = await stream.pull_subscribe("jobs.>", "limited", config=config)
    tried = await deliveries(limited, lambda m: asyncio.sleep(0), 1.2)
    gaps = [b - a for a, b in zip(tried, tried[1:], strict=False)]
    print("max_deliver 3, no answer, deliveries:", len(tried))
    print("gaps: " + ", ".join(f"≈ {gap:.2f} s" for gap in gaps))
    advisory = json.loads((await advisories.next_msg(2)).data)
    kept = {key: advisory[key] for key in ("consumer", "stream_seq", "deliveries")}
    print("advisory:", kept)
    body = await stream.get_msg("jobs", advisory["stream_seq"])  # (3)!
    print("still in the stream:", body.data.decode())
    assert len(storm) > 20 and len(calm) < 5 and len(tried) == 3
    assert gaps[0] >= 0.09 and gaps[1] >= 0.19
    await link.close()


asyncio.run(main())
