# needs: kafka
import os
from concurrent.futures import ThreadPoolExecutor

from confluent_kafka import AcknowledgeType, Producer, ShareConsumer
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry
from confluent_kafka.admin import ConfigResource, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
admin = AdminClient(KAFKA)


def prepare(topic, batch):
    """One partition with 40 jobs, sent in batches; a group that begins at the start."""
    admin.create_topics([NewTopic(topic, 1)])[topic].result()
    entry = ConfigEntry(
        "share.auto.offset.reset",
        "earliest",
        incremental_operation=AlterConfigOpType.SET,
    )
    group = ConfigResource("GROUP", topic, incremental_configs=[entry])  # (1)!
    admin.incremental_alter_configs([group])[group].result()
    producer = Producer(KAFKA | {"linger.ms": 100})
    for number in range(40):
        producer.produce(topic, b"poison" if number == 7 else f"job {number}")
        if number % batch == batch - 1:
            producer.flush()


def work(topic):
    # --8<-- [start:idea]
    options = {"group.id": topic, "share.acknowledgement.mode": "explicit"}
    options |= {"max.poll.records": 5}
    workers = [ShareConsumer(KAFKA | options) for _ in range(4)]
    for worker in workers:
        worker.subscribe([topic])

    done, attempts, by_worker = set(), [], [0] * 4
    while len(done) < 39 or len(attempts) < 5:
        for number, worker in enumerate(workers):
            for message in worker.poll(0.05):
                if message.value() == b"poison":
                    attempts.append(message.delivery_count())
                    worker.acknowledge(message, AcknowledgeType.RELEASE)  # (2)!
                else:
                    done.add(message.value())
                    by_worker[number] += 1
                    worker.acknowledge(message, AcknowledgeType.ACCEPT)
            worker.commit_sync(5)
    # --8<-- [end:idea]
    later = sum(len(worker.poll(0.3)) for worker in workers)
    for worker in workers:
        worker.close()
    return sum(count > 0 for count in by_worker), sum(by_worker), attempts, later


topics = {batch: f"share_group-{batch}" for batch in (40, 5)}
for batch, topic in topics.items():
    prepare(topic, batch)
with ThreadPoolExecutor() as pool:  # both at once: a new group takes seconds to begin
    found = dict(zip(topics, pool.map(work, topics.values())))
for batch, (busy, jobs, attempts, later) in found.items():
    print(f"1 partition, batches of {batch}, workers with jobs: {busy} of 4")
    assert (jobs, attempts, later) == (39, [1, 2, 3, 4, 5], 0)
print(f"jobs done: {jobs}, poison delivered: {attempts}, after that: {later}")
