# needs: rabbitmq(vm_memory_high_watermark.absolute=1MB)
import os, threading, time

import pika


# A watermark of 1 MB: the alarm is on from the start, as if memory had run out.
def connect(timeout: float | None = None) -> pika.BlockingConnection:
    told = pika.URLParameters(os.environ["AMQP_URL"])
    told.blocked_connection_timeout = timeout
    return pika.BlockingConnection(told)


consumer = connect()
channel = consumer.channel()
channel.queue_declare("jobs")
publisher = connect()
blocked = threading.Event()
reasons = []


def on_blocked(_, frame) -> None:
    reasons.append(frame.method.reason)
    blocked.set()


publisher.add_on_connection_blocked_callback(on_blocked)
sender = publisher.channel()
start = time.perf_counter()
sender.basic_publish("", "jobs", b"one")
took = time.perf_counter() - start
print(f"basic_publish without confirms returned after ≈ {took:.3f} s")
while not blocked.is_set():
    publisher.process_data_events(time_limit=0.1)
print("the broker says:", reasons[0])
stored = channel.queue_declare("jobs", passive=True).method.message_count  # (1)!
print("messages in the queue:", stored)

careful = connect(timeout=0.3)  # (2)!
sender = careful.channel()
sender.confirm_delivery()
try:
    sender.basic_publish("", "jobs", b"two")
except pika.exceptions.ConnectionBlockedTimeout as error:
    print("with confirms and blocked_connection_timeout=0.3:", type(error).__name__)
assert stored == 0 and took < 1
