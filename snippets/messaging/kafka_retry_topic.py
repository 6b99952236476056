# needs: kafka
import os, time

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
EVENTS = ["ann: created", "bob: created", "ann: paid", "bob: paid"]
DELAY = 0.5  # what "ann: created" needs before it can succeed
admin = AdminClient(KAFKA)
producer = Producer(KAFKA)


def consumer(name: str, topic: str) -> Consumer:
    options = {"group.id": name, "auto.offset.reset": "earliest"}
    made = Consumer(KAFKA | options | {"enable.auto.commit": False})
    made.assign([TopicPartition(topic, 0, 0)])
    return made


def work(event: str, since: float) -> None:
    if event == "ann: created" and time.monotonic() - since < DELAY:
        raise RuntimeError("the other service is down")


def run(name: str) -> None:
    topic, retry = f"kafka_retry_{name}", f"kafka_retry_{name}.retry"
    for made in admin.create_topics([NewTopic(t, 1) for t in (topic, retry)]).values():
        made.result()
    for event in EVENTS:
        producer.produce(topic, event)
    producer.flush()
    source = consumer(name, topic)
    source.commit(offsets=[TopicPartition(topic, 0, 0)], asynchronous=False)  # warm
    start, done, bob, parked = 0.0, [], 0.0, 0
    for _ in EVENTS:
        message = source.poll(10)
        start = start or time.monotonic()
        event = message.value().decode()
        while True:
            try:
                work(event, start)
                done.append(event)
                if event == "bob: paid":
                    bob = (time.monotonic() - start) * 1000
            except RuntimeError:
                if name == "in_place":  # (1)!
                    time.sleep(0.05)
                    continue
                if name == "retry_topic":  # (2)!
                    due = str(time.time() + DELAY)
                    producer.produce(retry, event, headers={"due": due, "attempt": "1"})
                    producer.flush()
                    parked += 1
            break
        source.commit(message, asynchronous=False)
    source.close()
    if parked:
        later = consumer(name, retry)
        message = later.poll(10)
        due = float(dict(message.headers())["due"])
        time.sleep(max(0, due - time.time()))  # (3)!
        work(message.value().decode(), start)
        done.append(message.value().decode())
        later.close()
    print(f"{name}: {', '.join(done)}")
    print(f"{name}, lost: {len(EVENTS) - len(done)}")
    print(f"{name}, bob's last event after: ≈ {bob:.0f} ms")
    results[name] = done, bob


results = {}
for name in ("log_and_go_on", "in_place", "retry_topic"):
    run(name)
assert results["in_place"][0] == EVENTS and results["in_place"][1] >= DELAY * 1000
assert len(results["log_and_go_on"][0]) == 3
assert results["retry_topic"][0][-1] == "ann: created"
