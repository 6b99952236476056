# needs: kafka
import logging
import os

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
QUIET = logging.getLogger("quiet")
QUIET.disabled = True
TOPIC = "transactions"


def producer(name):
    made = Producer(KAFKA | {"transactional.id": name}, logger=QUIET)
    made.init_transactions()  # (1)!
    return made


def read(level):
    """Read to the end, as a consumer of that isolation level sees it."""
    options = {"group.id": "none", "enable.partition.eof": True}
    if level:
        options["isolation.level"] = level
    consumer = Consumer(KAFKA | options)
    consumer.assign([TopicPartition(TOPIC, 0, 0)])
    values = []
    while (message := consumer.poll(10)) and not message.error():
        values.append(message.value().decode())
    consumer.close()
    return " ".join(values) or "nothing"


admin = AdminClient(KAFKA)
admin.create_topics([NewTopic(TOPIC, 1)])[TOPIC].result()

# --8<-- [start:idea]
payments = producer("payments-0")
payments.begin_transaction()
for value in ("a1", "a2"):
    payments.produce(TOPIC, value)
payments.flush()
payments.abort_transaction()
print(f"aborted, read_uncommitted: {read('read_uncommitted')}")
print(f"aborted, read_committed: {read('read_committed')}")
print(f"aborted, librdkafka's default: {read(None)}")

payments.begin_transaction()
payments.produce(TOPIC, "b1")
payments.flush()  # and now it hangs: neither commit nor abort
plain = Producer(KAFKA)
plain.produce(TOPIC, "c1")
plain.flush()
print(f"one open, read_uncommitted: {read('read_uncommitted')}")
print(f"one open, read_committed: {read('read_committed')}")  # (2)!

successor = producer("payments-0")  # the same transactional.id, after a restart
print(f"after the restart, read_committed: {read('read_committed')}")
try:
    payments.commit_transaction()
except KafkaException as refused:
    print(f"the old one commits: {refused.args[0].name()}")
# --8<-- [end:idea]
assert read("read_committed") == "c1"

low, high = Consumer(KAFKA | {"group.id": "none"}).get_watermark_offsets(
    TopicPartition(TOPIC, 0)
)
print(f"records sent: 4, offsets used: {high - low}")
assert high - low > 4
