# needs: rabbitmq
import os
import time

import pika
from pika.exceptions import NackError, UnroutableError

link = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
admin = link.channel()
admin.queue_declare("full", durable=True, arguments={
    "x-queue-type": "quorum", "x-max-length": 5, "x-overflow": "reject-publish"})
admin.queue_declare("head", durable=True, arguments={
    "x-queue-type": "quorum", "x-max-length": 5})  # (1)!


def publish(queue: str, confirm: bool, mandatory: bool = False) -> str:
    """Send 100 and return what the publisher was told."""
    channel = link.channel()
    if confirm:
        channel.confirm_delivery()  # (2)!
    told = {"accepted": 0, "refused": 0, "unroutable": 0}
    for _ in range(100):
        try:
            channel.basic_publish("", queue, b"order", mandatory=mandatory)
            told["accepted"] += 1
        except NackError:
            told["refused"] += 1
        except UnroutableError:
            told["unroutable"] += 1
    channel.close()
    return ", ".join(f"{n} {what}" for what, n in told.items() if n)


def stored(queue: str) -> int:
    return admin.queue_declare(queue, passive=True).method.message_count


print("no queue, no confirms:", publish("typo", confirm=False))
print("no queue, confirms:", publish("typo", confirm=True))  # (3)!
print("no queue, confirms and mandatory:", publish("typo", True, mandatory=True))
answer = publish("full", confirm=True)
refused = int(answer.split(", ")[1].split()[0])
print("queue of 5, confirms: some refused,", "the rest stored" if
      stored("full") == 100 - refused else "and some lost")  # (4)!
before = stored("full")
print("the full queue, no confirms:", publish("full", confirm=False))
print("stored of those 100:", stored("full") - before)
print("queue of 5 with drop-head, confirms:", publish("head", confirm=True))
print("still there of those 100:", stored("head"))

admin.queue_declare("long", durable=True, arguments={"x-queue-type": "quorum"})
speed = {}
for confirm in (False, True):
    start = time.perf_counter()
    publish("long", confirm)
    while stored("long") < 100 * (1 + confirm):
        pass
    speed[confirm] = 100 / (time.perf_counter() - start)
    how = "confirmed one at a time" if confirm else "without confirms"
    print(f"a quorum queue, {how}: ≈ {speed[confirm]:.0f}/s")
assert speed[False] > speed[True]
assert refused > 50 and stored("full") == before == 100 - refused
