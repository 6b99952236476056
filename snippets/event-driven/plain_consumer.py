# needs: postgresql, kafka
"""Counting by event time without an engine: state and offset in one transaction."""

import json
import os
import signal

import psycopg
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
TOPIC, EVENTS = "plain-consumer-clicks", 600
admin = AdminClient(KAFKA)
admin.create_topics([NewTopic(TOPIC, 1)])[TOPIC].result()
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""
    CREATE TABLE minute_count (minute int PRIMARY KEY, n int NOT NULL);
    CREATE TABLE progress (topic text, part int, next bigint, PRIMARY KEY (topic, part))
""")

# --8<-- [start:envelope]
producer = Producer(KAFKA)
for number in range(EVENTS):
    headers = {  # (1)!
        "ce_specversion": "1.0",
        "ce_id": f"click-{number}",
        "ce_source": "/shop/web",
        "ce_type": "com.example.clicked.v1",
        "ce_time": f"2026-11-22T10:{number // 60:02d}:{number % 60:02d}Z",
    }
    producer.produce(TOPIC, json.dumps({"n": number}), headers=headers)
producer.flush()
# --8<-- [end:envelope]


# --8<-- [start:consume]
def consume(die_after: int) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as own:
        consumer = Consumer(KAFKA | {"group.id": "plain", "enable.auto.commit": False})
        row = own.execute("SELECT next FROM progress WHERE topic = %s", (TOPIC,))
        (start,) = row.fetchone() or (0,)
        consumer.assign([TopicPartition(TOPIC, 0, start)])  # (1)!
        done, position = 0, start
        while position < EVENTS:
            batch = consumer.consume(50, 1)
            for message in batch:
                time = dict(message.headers())["ce_time"].decode()
                own.execute(
                    """INSERT INTO minute_count AS m VALUES (%s, 1)
                    ON CONFLICT (minute) DO UPDATE SET n = m.n + 1""", (time[14:16],)
                )  # fmt: skip
                done, position = done + 1, message.offset() + 1
                if done == die_after:
                    os.kill(os.getpid(), signal.SIGKILL)
            own.execute(
                """INSERT INTO progress VALUES (%s, 0, %s)
                ON CONFLICT (topic, part) DO UPDATE SET next = excluded.next""",
                (TOPIC, position),
            )
            own.commit()  # (2)!
# --8<-- [end:consume]


deaths = 0
for die_after in (70, 120, 180, 10**9):
    pid = os.fork()
    if pid == 0:
        consume(die_after)
        os._exit(0)
    deaths += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
counts = [n for (n,) in db.execute("SELECT n FROM minute_count ORDER BY minute")]
print(f"killed: {deaths}")
print(f"clicks by minute: {counts}")
assert counts == [60] * 10
