# needs: kafka(own), rabbitmq, nats, postgresql(own)
# timeout: 120
import asyncio
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import nats
import pika
import psycopg
from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic

WARM, MESSAGES, IN_FLIGHT, PADDING = 200, 1_000, 16, b"x" * 1_000
ENV, KAFKA = os.environ, {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"]}
loop, own = asyncio.new_event_loop(), threading.local()
threading.Thread(target=loop.run_forever, daemon=True).start()


def kafka(see, over, config):
    topic = f"same_workload-{len(config)}"
    admin = AdminClient(KAFKA)
    admin.create_topics([NewTopic(topic, 1, config=config)])[topic].result()
    manual = {"auto.offset.reset": "earliest", "enable.auto.commit": False}
    consumer = Consumer(KAFKA | manual | {"group.id": topic})
    consumer.subscribe([topic])
    while not consumer.assignment():
        consumer.poll(0.1)
    producer = Producer(KAFKA | {"acks": "all"})
    def send(body):
        acknowledged = threading.Event()
        producer.produce(topic, body, callback=lambda *_: acknowledged.set())
        while not acknowledged.is_set():
            producer.poll(0.002)
    yield lambda: send  # one producer, shared by all senders
    while not over.is_set():
        if batch := consumer.consume(100, 0.002):
            see(*(message.value() for message in batch))
            consumer.commit(asynchronous=True)


def rabbitmq(see, over, kind):
    def connect():
        confirmed = pika.BlockingConnection(where).channel()
        confirmed.confirm_delivery()  # publish now waits for the confirm
        return lambda body: confirmed.basic_publish("", kind, body)
    where = pika.URLParameters(ENV["AMQP_URL"])
    taker = pika.BlockingConnection(where).channel()
    taker.queue_declare(kind, durable=True, arguments={"x-queue-type": kind})
    taker.basic_qos(prefetch_count=100)
    yield connect
    told = {"x-stream-offset": "first"} if kind == "stream" else None
    for delivery, _, body in taker.consume(kind, arguments=told, inactivity_timeout=1):
        if over.is_set():
            return
        if delivery:
            taker.basic_ack(delivery.delivery_tag)
            see(body)


def jetstream(see, over):
    def wait(coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
    async def arrived(message):
        see(message.data)
        await message.ack()
    js = wait(nats.connect(ENV["NATS_URL"])).jetstream()
    wait(js.add_stream(name="work", subjects=["work"]))
    wait(js.subscribe("work", cb=arrived, manual_ack=True, durable="worker"))
    yield lambda: lambda body: wait(js.publish("work", body))


def postgresql(see, over, level):
    level = {"autocommit": True, "options": f"-c synchronous_commit={level}"}
    session = lambda: psycopg.connect(ENV["DATABASE_URL"], **level)
    def connect():
        mine = session()
        return lambda body: mine.execute("INSERT INTO job (body) VALUES (%s)", (body,))
    taker = session()
    taker.execute("CREATE TABLE IF NOT EXISTS job (id serial PRIMARY KEY, body bytea)")
    yield connect
    claim = "SELECT id FROM job ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED"
    while not over.is_set():
        taken = taker.execute(f"DELETE FROM job WHERE id IN ({claim}) RETURNING body")
        see(*(body for (body,) in taken))
        time.sleep(0.001)


def measure(title, broker, *arguments):
    ages, over = {}, threading.Event()
    def see(*bodies):
        for number, sent, _ in (bytes(body).split() for body in bodies):
            ages[int(number)] = (time.perf_counter() - float(sent)) * 1000
        if len(ages) == MESSAGES:
            over.set()
    publish = lambda n: own.send(b"%d %f " % (n, time.perf_counter()) + PADDING)
    start = lambda: setattr(own, "send", connect())
    running = broker(see, over, *arguments)
    connect = next(running)
    threading.Thread(target=lambda: list(running)).start()
    with ThreadPoolExecutor(IN_FLIGHT, initializer=start) as senders:
        list(senders.map(publish, range(WARM)))
        begun = time.perf_counter()
        list(senders.map(publish, range(WARM, MESSAGES)))
    assert over.wait(60)
    rate = (MESSAGES - WARM) / (time.perf_counter() - begun)
    late = sorted(ages[number] for number in range(WARM, MESSAGES))
    p50, p99 = late[len(late) // 2], late[-len(late) // 100]
    print(f"{title:34} ≈ {rate:6.0f}/s  ≈ {p50:6.1f} ms  ≈ {p99:6.1f} ms")


print(f"{'broker, acknowledged when':34}   messages        p50        p99")
measure("Kafka, page cache", kafka, {})
measure("Kafka, flush.messages=1, fsync", kafka, {"flush.messages": "1"})
measure("RabbitMQ quorum queue, fsync", rabbitmq, "quorum")
measure("RabbitMQ stream, page cache", rabbitmq, "stream")
measure("NATS JetStream, page cache", jetstream)
measure("PostgreSQL, fsync", postgresql, "on")
measure("PostgreSQL, synchronous_commit=off", postgresql, "off")
