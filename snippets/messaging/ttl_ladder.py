# needs: rabbitmq
import os, time

import pika

link = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = link.channel()
channel.queue_declare("work")
BACK = {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": "work"}
channel.queue_declare("wait", arguments=BACK)  # (1)!
for delay in (200, 1500):
    arguments = BACK | {"x-message-ttl": delay}  # (2)!
    channel.queue_declare(f"wait.{delay}", arguments=arguments)


def arrivals(count: int) -> dict[str, float]:
    """Return when each body came back to `work`, in milliseconds."""
    start, seen = time.perf_counter(), {}
    for _, _, body in channel.consume("work", auto_ack=True, inactivity_timeout=5):
        seen[body.decode()] = (time.perf_counter() - start) * 1000
        if len(seen) == count:
            channel.cancel()
            return seen
    raise TimeoutError


for delay in (1500, 200):  # the long one first
    properties = pika.BasicProperties(expiration=str(delay))
    channel.basic_publish("", "wait", f"{delay} ms", properties)
one = arrivals(2)
print(f"one queue, 200 ms took: ≈ {one['200 ms']:.0f} ms")
for delay in (1500, 200):
    channel.basic_publish("", f"wait.{delay}", f"{delay} ms")
ladder = arrivals(2)
print(f"a queue per delay, 200 ms took: ≈ {ladder['200 ms']:.0f} ms")
print("order of arrival, one queue:", ", ".join(one))
print("order of arrival, a queue per delay:", ", ".join(ladder))
assert one["200 ms"] > 1400 > 1000 > ladder["200 ms"] >= 190
