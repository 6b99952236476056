# needs: kafka(group.min.session.timeout.ms=1000)
import os
import time

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
TOPIC = GROUP = "slow_consumer"

admin = AdminClient(KAFKA)
admin.create_topics([NewTopic(TOPIC, 1)])[TOPIC].result()
producer = Producer(KAFKA)
for number in range(10):
    producer.produce(TOPIC, f"job {number}")
producer.flush()


def lag(group):
    """What `kafka-consumer-groups.sh --describe` prints as LAG."""
    consumer = Consumer(KAFKA | {"group.id": group})
    (stored,) = consumer.committed([TopicPartition(TOPIC, 0)], 10)
    low, high = consumer.get_watermark_offsets(TopicPartition(TOPIC, 0))
    return high - max(stored.offset, low)


# --8<-- [start:idea]
OPTIONS = {
    "group.id": GROUP,
    "enable.auto.commit": False,
    "auto.offset.reset": "earliest",
    "session.timeout.ms": 1000,
    "heartbeat.interval.ms": 200,
    "max.poll.interval.ms": 1000,  # (1)!
}

slow = Consumer(KAFKA | OPTIONS)
slow.subscribe([TOPIC])
first = slow.consume(5, timeout=10)
print(f"the slow one gets: {first[0].value().decode()}, {len(first)} in all")
patient = Consumer(KAFKA | OPTIONS | {"group.id": "patient"})
patient.subscribe([TOPIC])
(message,) = patient.consume(1, timeout=10)
patient.pause(patient.assignment())  # (2)!

end = time.monotonic() + 1.5  # the work of both; heartbeats go on in another thread
while time.monotonic() < end:
    assert patient.poll(0.1) is None  # the slow one does not poll

other = Consumer(KAFKA | OPTIONS)
other.subscribe([TOPIC])
again = other.poll(15)
print(f"another one gets: {again.value().decode()}")
try:
    slow.commit(first[-1], asynchronous=False)
except KafkaException as refused:
    print(f"the slow one commits: {refused.args[0].name()}")
error = slow.poll(1).error()
print(f"its next poll: {error.name()}")
print(f"lag: {lag(GROUP)}")

patient.resume(patient.assignment())
patient.commit(message, asynchronous=False)
print(f"paused while it worked, lag after its commit: {lag('patient')}")
# --8<-- [end:idea]
for consumer in (slow, other, patient):
    consumer.close()
