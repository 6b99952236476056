# needs: rabbitmq
import os, time

import pika

link = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = link.channel()
QUORUM = {"x-queue-type": "quorum"}
channel.exchange_declare("dead", "fanout", durable=True)
channel.queue_declare("graveyard", durable=True, arguments=QUORUM)
channel.queue_bind("graveyard", "dead")
channel.queue_declare("default", durable=True, arguments=QUORUM)
LIMIT = QUORUM | {"x-delivery-limit": 3}
channel.queue_declare("limited", durable=True, arguments=LIMIT)
DEAD = LIMIT | {"x-dead-letter-exchange": "dead"}
channel.queue_declare("buried", durable=True, arguments=DEAD)
channel.basic_qos(prefetch_count=1)


def fail_always(queue: str, seconds: float) -> list[int]:
    """Reject whatever comes; return the x-delivery-count of each delivery."""
    channel.basic_publish("", queue, b"poison")
    counts, end = [], time.monotonic() + seconds
    for method, properties, _ in channel.consume(queue, inactivity_timeout=0.3):
        if method is None or time.monotonic() > end:
            break
        counts.append(int((properties.headers or {}).get("x-delivery-count", 0)))
        channel.basic_nack(method.delivery_tag, requeue=True)
    channel.cancel()
    return counts


def left(queue: str) -> int:
    return channel.queue_declare(queue, passive=True).method.message_count


loop = fail_always("default", 1.0)
print(f"RabbitMQ 3.10, no limit, deliveries in a second: ≈ {len(loop)}")
print("first counts:", loop[:4])
limited = fail_always("limited", 3.0)
print("limit 3, no dead-letter exchange:", limited, "and then left:", left("limited"))
buried = fail_always("buried", 3.0)
print("limit 3, with one:", len(buried), "deliveries, left:", left("buried"))
_, properties, _ = channel.basic_get("graveyard", auto_ack=True)
death = properties.headers["x-death"][0]
for key in ("queue", "reason", "count", "exchange", "routing-keys"):
    print(f"x-death {key}: {death[key]}")
first = properties.headers["x-first-death-queue"]
print("x-first-death-queue, kept on a second death:", first)
assert len(loop) > 30 and len(limited) == len(buried) == 4
assert left("limited") == left("buried") == 0 and death["reason"] == "delivery_limit"
