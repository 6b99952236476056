# needs: kafka
import os
from concurrent.futures import ThreadPoolExecutor

from confluent_kafka import (
    AcknowledgeType, Consumer, Producer, ShareConsumer, TopicPartition,
)  # fmt: skip
from confluent_kafka.admin import (
    AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, NewTopic,
)  # fmt: skip

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
TOPIC = GROUP = "share_group_dlq"
DLQ, CLOSED = f"dlq.{GROUP}", "dlq.closed"
GROUPS = {GROUP: DLQ, f"{GROUP}.closed": CLOSED}
admin = AdminClient(KAFKA)
allowed = {"errors.deadletterqueue.group.enable": "true"}  # (1)!
topics = [NewTopic(TOPIC, 1), NewTopic(DLQ, 1, config=allowed), NewTopic(CLOSED, 1)]
for made in admin.create_topics(topics).values():
    made.result()
SETTINGS = {
    "share.auto.offset.reset": "earliest",
    "share.delivery.count.limit": "3",
    "errors.deadletterqueue.copy.record.enable": "true",  # (2)!
}
for group, dlq in GROUPS.items():
    settings = SETTINGS | {"errors.deadletterqueue.topic.name": dlq}
    entries = [
        ConfigEntry(name, value, incremental_operation=AlterConfigOpType.SET)
        for name, value in settings.items()
    ]
    resource = ConfigResource("GROUP", group, incremental_configs=entries)
    admin.incremental_alter_configs([resource])[resource].result()

producer = Producer(KAFKA)
for job in ("job 1", "poison", "job 3"):
    producer.produce(TOPIC, job, headers={"trace": "4711"})
producer.flush()


def work(group):
    worker = ShareConsumer(
        KAFKA | {"group.id": group, "share.acknowledgement.mode": "explicit"})
    worker.subscribe([TOPIC])
    done, attempts = [], []
    while len(attempts) < 3 or len(done) < 2:
        for message in worker.poll(0.2):
            poison = message.value() == b"poison"
            (attempts.append(message.delivery_count()) if poison
             else done.append(message.value().decode()))
            answer = AcknowledgeType.RELEASE if poison else AcknowledgeType.ACCEPT
            worker.acknowledge(message, answer)
        worker.commit_sync(2)
    later = len(worker.poll(1))
    worker.close()
    return sorted(done), attempts, later


with ThreadPoolExecutor() as pool:
    (done, attempts, _), closed = pool.map(work, GROUPS)
print("done:", done, "deliveries of the poison:", attempts)
reader = Consumer(KAFKA | {"group.id": f"{GROUP}.reader"})
reader.assign([TopicPartition(DLQ, 0, 0)])
dead = reader.poll(15)
_, lost = reader.get_watermark_offsets(TopicPartition(CLOSED, 0))
reader.close()
print("in the DLQ:", dead and dead.value())
for name, value in sorted(dict(dead.headers()).items()):
    print(f"  {name}: {value.decode(errors='replace')}")
print("headers of the record itself:", [n for n, _ in dead.headers() if n == "trace"])
print("DLQ without the permission, deliveries:", closed[1], "and then:", closed[2])
print("in the DLQ without the permission:", lost)
assert attempts == closed[1] == [1, 2, 3] and dead.value() == b"poison" and not lost
