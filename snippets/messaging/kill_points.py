# needs: kafka, postgresql
# timeout: 120
import os
import signal
import time

import psycopg
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
TOPIC, COUNT, VICTIM = "kill_points", 12, 5
AUTO = {"enable.auto.commit": True, "auto.commit.interval.ms": 100}


def effect(cell, number):
    """Something outside that no transaction covers: a mail, a charge."""
    with open(cell, "a") as file:
        file.write(f"{number}\n")


# --8<-- [start:designs]
def commit_first(message, number, cell, consumer, point):
    point("before")
    consumer.commit(message, asynchronous=False)
    point("between")
    effect(cell, number)
    point("after")


def work_first(message, number, cell, consumer, point):
    point("before")
    effect(cell, number)
    point("between")
    consumer.commit(message, asynchronous=False)
    point("after")


def auto_commit(message, number, cell, consumer, point):
    if number == VICTIM:  # slower than auto.commit.interval.ms
        while committed(consumer) <= number:  # (1)!
            time.sleep(0.02)
    point("before")
    effect(cell, number)
    point("between")
    point("after")


def inbox(message, number, cell, consumer, point):
    point("before")
    with psycopg.connect(os.environ["DATABASE_URL"]) as session:  # (2)!
        new = "INSERT INTO inbox VALUES (%s, %s) ON CONFLICT DO NOTHING"
        if session.execute(new, (cell, number)).rowcount:
            session.execute("INSERT INTO effect VALUES (%s, %s)", (cell, number))
    point("between")
    consumer.commit(message, asynchronous=False)
    point("after")
# --8<-- [end:designs]


def committed(consumer):
    return consumer.committed([TopicPartition(TOPIC, 0)], 10)[0].offset


def process(design, cell, kill=None):
    """Start a consumer process that goes on from the committed offset."""
    if child := os.fork():
        return child
    options = AUTO if design is auto_commit else {"enable.auto.commit": False}
    consumer = Consumer(KAFKA | options | {"group.id": cell})
    consumer.assign([TopicPartition(TOPIC, 0, max(committed(consumer), 0))])
    number = -1
    while number < COUNT - 1:
        message = consumer.poll(20)
        number = int(message.value())
        def point(name, number=number):
            if (name, number) == (kill, VICTIM):
                os.kill(os.getpid(), signal.SIGKILL)
        design(message, number, cell, consumer, point)
    os._exit(0)


def seen(design, cell):
    if design is inbox:
        with psycopg.connect(os.environ["DATABASE_URL"]) as session:
            return [*session.execute("SELECT n FROM effect WHERE cell = %s", (cell,))]
    return open(cell).read().split()


if not (child := os.fork()):  # clients have threads, which a fork would lose
    admin = AdminClient(KAFKA)
    admin.create_topics([NewTopic(TOPIC, 1)])[TOPIC].result()
    producer = Producer(KAFKA)
    for number in range(COUNT):
        producer.produce(TOPIC, str(number))
    producer.flush()
    consumer = Consumer(KAFKA | {"group.id": TOPIC})
    consumer.subscribe([TOPIC])
    while not consumer.assignment():  # so that the coordinator is there
        consumer.poll(0.1)
    os._exit(0)
os.waitpid(child, 0)
with psycopg.connect(os.environ["DATABASE_URL"]) as session:
    session.execute("CREATE TABLE inbox (cell text, n int, PRIMARY KEY (cell, n))")
    session.execute("CREATE TABLE effect (cell text, n int)")
points, designs = ("before", "between", "after"), (
    commit_first, work_first, auto_commit, inbox)  # fmt: skip
cells = [(d, f"{d.__name__}-{p}", p) for d in designs for p in points]
for child in [process(*cell) for cell in cells]:
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
for child in [process(*cell[:2]) for cell in cells]:
    assert os.waitpid(child, 0)[1] == 0

for design in designs:
    runs = [seen(design, f"{design.__name__}-{point}") for point in points]
    lost = [COUNT - len(set(numbers)) for numbers in runs]
    twice = [len(numbers) - len(set(numbers)) for numbers in runs]
    print(f"{design.__name__}, killed before/between/after: lost {lost}, twice {twice}")
    assert sum(lost) == (design in (commit_first, auto_commit))
    assert sum(twice) == (design is work_first)
