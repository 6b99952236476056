# needs: kafka(log.retention.check.interval.ms=200, log.initial.task.delay.ms=100)
import os
import time

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
EIGHT_DAYS_AGO = int((time.time() - 8 * 24 * 3600) * 1000)

admin = AdminClient(KAFKA)
admin.create_topics([NewTopic("clicks", 1)])["clicks"].result()
producer = Producer(KAFKA)


def send(value, timestamp=0):  # 0 is now
    producer.produce("clicks", value, timestamp=timestamp)
    producer.flush()


# --8<-- [start:idea]
def replay(start, reset):
    """Read from `start` to the end as a new group would."""
    options = {"group.id": "new", "enable.partition.eof": True}
    consumer = Consumer(KAFKA | options | {"auto.offset.reset": reset})
    consumer.assign([TopicPartition("clicks", 0, start)])
    found = []
    while not (message := consumer.poll(30)).error():
        found.append((message.offset(), message.value().decode()))
    consumer.close()
    return found, message.error().name()


send("old", EIGHT_DAYS_AGO)  # retention.ms is 7 days
send("new")
end = time.monotonic() + 50
while replay(0, "earliest")[0][:1] == [(0, "old")]:
    assert time.monotonic() < end
    time.sleep(0.2)

for reset in ("earliest", "latest", "error"):
    found, error = replay(0, reset)
    print(f"expired, seek to offset 0, {reset}: {found} {error}")
    assert found == ([(1, "new")] if reset == "earliest" else [])
# --8<-- [end:idea]
