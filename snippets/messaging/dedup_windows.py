# needs: nats, sqs, kafka, postgresql
import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import boto3
import nats
import psycopg
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
ID = "payment-4711"


# --8<-- [start:brokers]
async def in_nats():
    """Send one id twice inside the window of 0.5 s, and once after it."""
    connection = await nats.connect(os.environ["NATS_URL"])
    js = connection.jetstream()
    default = await js.add_stream(name="default", subjects=["default"])
    await js.add_stream(name="short", subjects=["short"], duplicate_window=0.5)
    told = []
    for pause in (0, 0, 0.7):
        await asyncio.sleep(pause)
        ack = await js.publish("short", b"pay", headers={"Nats-Msg-Id": ID})
        told.append("duplicate" if ack.duplicate else "stored")
    await connection.close()
    return default.config.duplicate_window, told


def in_sqs():
    sqs = boto3.client("sqs", endpoint_url=os.environ["SQS_URL"])
    url = sqs.create_queue(QueueName="p.fifo", Attributes={"FifoQueue": "true"})
    url = url["QueueUrl"]
    for _ in range(2):
        sqs.send_message(
            QueueUrl=url,
            MessageBody="pay",
            MessageGroupId="a",
            MessageDeduplicationId=ID,
        )
    got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    sqs.change_message_visibility(  # the consumer is too slow, or dies
        QueueUrl=url, ReceiptHandle=got[0]["ReceiptHandle"], VisibilityTimeout=0
    )
    again = sqs.receive_message(QueueUrl=url).get("Messages", [])
    return len(got), len(again)


def in_kafka():
    """An idempotent producer; then the application sends again, as after a timeout."""
    for _ in range(2):
        producer = Producer(KAFKA | {"enable.idempotence": True})
        producer.produce("dedup_windows", "pay", ID)
        producer.flush()
    consumer = Consumer(KAFKA | {"group.id": "dedup_windows"})
    return consumer.get_watermark_offsets(TopicPartition("dedup_windows", 0))[1]
# --8<-- [end:brokers]


admin = AdminClient(KAFKA)
admin.create_topics([NewTopic("dedup_windows", 1)])["dedup_windows"].result()
with ThreadPoolExecutor() as pool:  # the three do not know of each other
    sqs, kafka = pool.submit(in_sqs), pool.submit(in_kafka)
    window, told = asyncio.run(in_nats())
print(f"NATS, default window: {window:.0f} s")
print(f"NATS, at 0, 0 and 0.7 s, window 0.5 s: {', '.join(told)}")
stored, redelivered = sqs.result()
print(f"SQS FIFO (emulator), sent twice, delivered: {stored}")
print(f"SQS FIFO (emulator), not deleted in time, delivered again: {redelivered}")
print(f"Kafka, idempotent producer, application sends twice: {kafka.result()} records")

# --8<-- [start:inbox]
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE account (id int PRIMARY KEY, cents int)")
db.execute("INSERT INTO account VALUES (1, 1000)")
db.execute("CREATE TABLE inbox (source text, id text, PRIMARY KEY (source, id))")


def handle(source, message_id, cents):
    with db.transaction():  # (1)!
        new = "INSERT INTO inbox VALUES (%s, %s) ON CONFLICT DO NOTHING"
        if db.execute(new, (source, message_id)).rowcount:
            db.execute("UPDATE account SET cents = cents - %s WHERE id = 1", (cents,))


for _ in range(5):  # deliveries hours apart make no difference
    handle("payments", ID, 100)
(left,) = db.execute("SELECT cents FROM account").fetchone()
print(f"inbox table, 5 deliveries, effects: {(1000 - left) // 100}")
# --8<-- [end:inbox]
ids = "SELECT gen_random_uuid() FROM generate_series(1, 20000) AS id"
db.execute(f"INSERT INTO inbox SELECT 'payments', * FROM ({ids})")
(size,) = db.execute("SELECT pg_total_relation_size('inbox')").fetchone()
print(f"inbox table, bytes an id with its index: ≈ {size / 20_001:.0f}")
assert told == ["stored", "duplicate", "stored"] and left == 900
