# needs: kafka, postgresql
import os

import psycopg
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
TOPIC = "replay_new_table"
DAY, HOUR = 1_790_000_000_000, 3_600_000  # record times in ms; one order an hour

admin = AdminClient(KAFKA)
admin.create_topics([NewTopic(TOPIC, 1)])[TOPIC].result()
producer = Producer(KAFKA)
for number in range(24):
    producer.produce(TOPIC, f"{number} {100 + number}", timestamp=DAY + number * HOUR)
producer.flush()
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE mails (id int PRIMARY KEY)")
mails = []


# --8<-- [start:consume]
def project(group, table, tax, since=None):
    """Consume to the end into `table`, which also keeps the group's position."""
    db.execute(f"CREATE TABLE {table} (id int PRIMARY KEY, cents int)")
    consumer = Consumer(KAFKA | {"group.id": group, "enable.partition.eof": True})
    start = TopicPartition(TOPIC, 0, 0)
    if since:
        start.offset = since
        (start,) = consumer.offsets_for_times([start], timeout=10)  # (1)!
    consumer.assign([start])
    while not (message := consumer.poll(10)).error():
        number, cents = map(int, message.value().split())
        with db.transaction():
            row = number, cents * (100 + tax) // 100
            db.execute(f"INSERT INTO {table} VALUES (%s, %s)", row)
            mail = "INSERT INTO mails VALUES (%s) ON CONFLICT DO NOTHING"  # (2)!
            if db.execute(mail, (number,)).rowcount:
                mails.append(number)
    consumer.commit(asynchronous=False)
    consumer.close()
    return start.offset
# --8<-- [end:consume]


def total(table):
    return db.execute(f"SELECT count(*), sum(cents) FROM {table}").fetchone()


# --8<-- [start:switch]
project("replay_new_table-v1", "orders", tax=0)  # the bug: no tax
print(f"orders, wrong: {total('orders')[0]} rows, {total('orders')[1]} cents")
project("replay_new_table-v2", "orders_v2", tax=10)  # a new group: from the start
with db.transaction():  # (3)!
    db.execute("ALTER TABLE orders RENAME TO orders_v1")
    db.execute("ALTER TABLE orders_v2 RENAME TO orders")
rows, cents = total("orders")
print(f"orders, after the switch: {rows} rows, {cents} cents")
print(f"mails sent by both runs: {len(mails)}")
first = project("replay_new_table-night", "orders_night", tax=10, since=DAY + 20 * HOUR)
print(f"from 20:00 on: offset {first}, {total('orders_night')[0]} rows")
# --8<-- [end:switch]
assert len(mails) == 24 and first == 20 and total("orders_night")[0] == 4
