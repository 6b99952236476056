# needs: kafka(three, replica.lag.time.max.ms=1000, broker.session.timeout.ms=3000)
# timeout: 120
import json
import os
import signal
import time

from confluent_kafka import Consumer, ElectionType, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

NODES = {int(k): node for k, node in json.loads(os.environ["KAFKA_NODES"]).items()}
KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
ON_2 = {"bootstrap.servers": NODES[2]["address"], "log_level": 0}


# --8<-- [start:helpers]
def send(topic, acks, count=10):
    """Return how many of `count` records were acknowledged, and the last error."""
    told = []
    options = {"acks": acks, "retries": 0, "message.timeout.ms": 5000}
    producer = Producer(options | {"bootstrap.servers": NODES[1]["address"]})
    for number in range(count):
        value = f"acks={acks} {number}".encode()
        producer.produce(topic, value, on_delivery=lambda error, _: told.append(error))
    producer.flush()
    errors = [error.name() for error in told if error is not None]
    return count - len(errors), " ".join(sorted(set(errors)))


def isr(topic, node):
    """Ask one broker for the in-sync replicas and the leader."""
    asked = AdminClient({"bootstrap.servers": NODES[node]["address"], "log_level": 0})
    part = asked.list_topics(topic, timeout=5).topics[topic].partitions[0]
    return sorted(part.isrs), part.leader


# --8<-- [end:helpers]
def readable(topic, config):
    consumer = Consumer(config | {"group.id": "none", "enable.partition.eof": True})
    consumer.assign([TopicPartition(topic, 0, 0)])
    found = []
    while (message := consumer.poll(10)) and not message.error():
        found.append(message.value().decode().split()[0])
    consumer.close()
    return found


def until(done, seconds=40):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "the cluster did not get there"
        time.sleep(0.05)


admin = AdminClient(KAFKA)
SETTING = "min.insync.replicas"
topics = {"loose": "1", "strict": "2"}
placed = [
    NewTopic(name, 1, replica_assignment=[[1, 2, 3]], config={SETTING: least})
    for name, least in topics.items()
]
for future in admin.create_topics(placed).values():
    future.result()
until(lambda: all(isr(name, 1) == ([1, 2, 3], 1) for name in topics))

# --8<-- [start:idea]
for name in topics:
    print(f"{name}, all replicas up, acks=all: {send(name, 'all')[0]} of 10")

for follower in (2, 3):
    os.kill(NODES[follower]["pid"], signal.SIGSTOP)  # (1)!
until(lambda: all(isr(name, 1)[0] == [1] for name in topics))
print(f"in-sync replicas now: {isr('strict', 1)[0]}")
done, error = send("strict", "all")
print(f"strict, leader alone, acks=all: {done} of 10, {error}")
assert done == 0
print(f"strict, leader alone, acks=1: {send('strict', '1')[0]} of 10")
print(f"loose, leader alone, acks=all: {send('loose', 'all')[0]} of 10")  # (2)!

os.kill(NODES[1]["pid"], signal.SIGKILL)
for follower in (2, 3):
    os.kill(NODES[follower]["pid"], signal.SIGCONT)
until(lambda: isr("strict", 2)[1] in (2, 3))  # (3)!
found = readable("strict", ON_2)
print(f"strict, after failover, acks=all records: {found.count('acks=all')} of 10")
print(f"strict, after failover, acks=1 records: {found.count('acks=1')} of 10")
assert found.count("acks=all") == 10 and found.count("acks=1") == 0

leader = isr("loose", 2)[1]
print(f"loose, after failover, leader: {leader if leader in (2, 3) else 'none'}")
where = [TopicPartition("loose", 0)]
admin = AdminClient(ON_2)
admin.elect_leaders(ElectionType.UNCLEAN, where).result()  # (4)!
until(lambda: isr("loose", 2)[1] in (2, 3))
lost = 20 - len(readable("loose", ON_2))
print(f"loose, after an unclean election, acknowledged and lost: {lost} of 20")
assert lost == 10
# --8<-- [end:idea]
