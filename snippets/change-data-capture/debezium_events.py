# needs: postgresql(wal_level=logical), kafka(connect)
# timeout: 120
"""Debezium in a Kafka Connect worker: what arrives for each thing that happens."""

import json
import os
import time
from collections.abc import Callable

import httpx
import psycopg
from confluent_kafka import Consumer

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE orders (id int PRIMARY KEY, state text, note text)")
db.execute("ALTER TABLE orders ALTER note SET STORAGE EXTERNAL")
db.execute("CREATE TABLE parts (id int PRIMARY KEY, name text)")
db.execute("CREATE TABLE signals (id text PRIMARY KEY, type text, data text)")
db.execute("INSERT INTO orders VALUES (1, 'new', repeat('x', 9000)), (2, 'new', '')")
db.execute("INSERT INTO parts SELECT i, 'part ' || i FROM generate_series(1, 300) i")

# --8<-- [start:connector]
CONFIG = {
    "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
    "plugin.name": "pgoutput",
    "database.hostname": db.info.host,
    "database.port": str(db.info.port),
    "database.user": "postgres",
    "database.dbname": db.info.dbname,
    "topic.prefix": "shop",
    "slot.name": "shop",
    "publication.autocreate.mode": "filtered",  # (1)!
    "table.include.list": "public.orders,public.parts,public.signals",
    "snapshot.include.collection.list": "public.orders",
    "signal.data.collection": "public.signals",
    "incremental.snapshot.chunk.size": "100",
    "heartbeat.interval.ms": "500",  # (2)!
    "topic.creation.default.partitions": "1",
    "topic.creation.default.replication.factor": "1",
}
url = f"{os.environ['CONNECT_URL']}/connectors/shop/config"
httpx.put(url, json=CONFIG, timeout=30).raise_for_status()
# --8<-- [end:connector]


consumer = Consumer({
    "bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0,
    "group.id": "reader", "auto.offset.reset": "earliest",
    "topic.metadata.refresh.interval.ms": 300,
})  # fmt: skip
consumer.subscribe(["^shop[.].*", "__debezium-heartbeat.shop"])
seen: list[tuple[str, dict, dict | None]] = []


def wait(ready: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end
        message = consumer.poll(0.2)
        if message is not None and not message.error():
            value = message.value() and json.loads(message.value())
            seen.append((message.topic(), json.loads(message.key()), value))


def of(table: str) -> list[dict | None]:
    return [value for topic, _, value in seen if topic == f"shop.public.{table}"]


def short(row: dict | None) -> str:
    if row is None:
        return "null"
    cut = {k: f"<{len(v)}>" if len(str(v)) > 40 else v for k, v in row.items()}
    return ", ".join(f"{k}={v}" for k, v in cut.items())


wait(lambda: len(of("orders")) == 2)
# --8<-- [start:changes]
db.execute("UPDATE orders SET state = 'paid' WHERE id = 1")
db.execute("ALTER TABLE orders REPLICA IDENTITY FULL")
db.execute("UPDATE orders SET state = 'sent' WHERE id = 1")
db.execute("DELETE FROM orders WHERE id = 2")
db.execute("SELECT pg_logical_emit_message(true, 'audit', 'by hand')")
# --8<-- [end:changes]
wait(lambda: len(of("orders")) == 6)
wait(lambda: any(topic == "shop.message" for topic, _, _ in seen))
for value in of("orders"):
    if value is None:
        print("tombstone: null")
        continue
    old, new = short(value["before"]), short(value["after"])
    print(f"{value['op']}: before {old} | after {new}")
assert of("orders")[2]["after"]["note"] == "__debezium_unavailable_value"
assert of("orders")[-1] is None
audit = next(value for topic, _, value in seen if topic == "shop.message")
print(f"{audit['op']}: prefix {audit['message']['prefix']}")

# --8<-- [start:signal]
SIGNAL = {"data-collections": ["public.parts"], "type": "incremental"}
db.execute(
    "INSERT INTO signals VALUES ('s1', 'execute-snapshot', %s)", (json.dumps(SIGNAL),)
)
# --8<-- [end:signal]
wait(lambda: len({v["after"]["id"] for v in of("parts")}) == 300)
kinds = [v["op"] for v in of("parts")]
print(f"rows of the new table, read: {kinds.count('r')}")
marks = [v["after"]["type"] for v in of("signals") if v]
print(f"signals written by Debezium: {sorted(set(marks))}")
beats = sum(topic == "__debezium-heartbeat.shop" for topic, _, _ in seen)
print(f"heartbeats: ≈ {beats}")
slot = db.execute("SELECT slot_name, plugin, active FROM pg_replication_slots")
print(f"slot: {slot.fetchall()}")
