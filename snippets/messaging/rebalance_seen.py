# needs: kafka(group.consumer.min.heartbeat.interval.ms=200)
# timeout: 90
import os
import time
from concurrent.futures import ThreadPoolExecutor

from confluent_kafka import Consumer
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry
from confluent_kafka.admin import ConfigResource, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
CLASSIC = {"session.timeout.ms": 10_000, "heartbeat.interval.ms": 200}
PROTOCOLS = {
    "eager (range)": CLASSIC | {"partition.assignment.strategy": "range"},
    "cooperative-sticky": CLASSIC
    | {"partition.assignment.strategy": "cooperative-sticky"},
    "group.protocol=consumer": {"group.protocol": "consumer"},
}


class Member:
    """A consumer that counts what it is told to give up."""

    def __init__(self, topic, options):
        self.revoked = 0
        self.consumer = Consumer(KAFKA | {"group.id": topic} | options)
        self.consumer.subscribe([topic], on_revoke=self._give_up)

    def _give_up(self, _, partitions):
        self.revoked += len(partitions)

    def owns(self):
        return len(self.consumer.assignment())


def settle(members, expected):
    """Poll all members until they own what they should, for a while."""
    end, steady = time.monotonic() + 30, 0
    while steady < 15:
        assert time.monotonic() < end, [member.owns() for member in members]
        for member in members:
            assert member.consumer.poll(0.01) is None
        owned = sorted(member.owns() for member in members)
        steady = steady + 1 if owned == expected else 0
    for member in members:
        taken, member.revoked = member.revoked, 0
        yield taken


def scenario(title, topic, options, static=False):
    # --8<-- [start:idea]
    def member(number):
        own = {"group.instance.id": f"node-{number}"} if static else {}
        return Member(topic, options | own)

    group = [member(number) for number in range(3)]
    list(settle(group, [4, 4, 4]))
    group.append(member(3))  # a fourth joins: 12 partitions, 3 each
    joined = sum(settle(group, [3, 3, 3, 3]))
    told = [f"{title}, one joins, revoked: {joined} of 12"]

    group.pop().consumer.close()  # a rolling deployment restarts it
    restarted = sum(settle(group, [3, 3, 3] if static else [4, 4, 4]))
    group.append(member(3))
    restarted += sum(settle(group, [3, 3, 3, 3]))
    told += [f"{title}, it restarts, revoked from the others: {restarted}"]
    # --8<-- [end:idea]
    return joined, restarted, told, group


def too_many(topic):
    group = [Member(topic, PROTOCOLS["group.protocol=consumer"]) for _ in range(4)]
    list(settle(group, [0, 1, 1, 1]))
    idle = sum(not member.owns() for member in group)
    return f"3 partitions, 4 consumers, without work: {idle}", group


admin = AdminClient(KAFKA)
names = [f"rebalance_seen-{number}" for number in range(len(PROTOCOLS) + 2)]
topics = [NewTopic(name, 3 if name == names[-1] else 12) for name in names]
for future in admin.create_topics(topics).values():
    future.result()
beat = ConfigEntry(
    "consumer.heartbeat.interval.ms", "200", incremental_operation=AlterConfigOpType.SET
)
groups = [ConfigResource("GROUP", name, incremental_configs=[beat]) for name in names]
for future in admin.incremental_alter_configs(groups).values():
    future.result()

with ThreadPoolExecutor() as pool:  # all at once, each in a group of its own
    runs = [
        pool.submit(scenario, title, name, options)
        for name, (title, options) in zip(names, PROTOCOLS.items())
    ]
    static = "static membership", names[3], PROTOCOLS["cooperative-sticky"], True
    runs.append(pool.submit(scenario, *static))
    last, group = pool.submit(too_many, names[4]).result()
    rows = [run.result() for run in runs]
    for *_, told, _ in rows:
        print(*told, sep="\n")
    print(last)
    members = sum((row[-1] for row in rows), group)
    list(pool.map(lambda member: member.consumer.close(), members))
assert rows[0][0] == 12 and rows[1][0] < 12 and rows[2][0] < 12 and rows[3][1] == 0
