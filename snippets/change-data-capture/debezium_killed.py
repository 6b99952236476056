# needs: postgresql(wal_level=logical), kafka(connect)
# timeout: 120
"""SIGKILL for a Connect worker in mid-stream; another one goes on. What is doubled?"""

import json
import os
import signal
import threading
import time
from pathlib import Path

import httpx
import psycopg
from confluent_kafka import Consumer

from snippets.services.process import running

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE event (id int PRIMARY KEY, at timestamptz DEFAULT now())")
ROWS = 2000
CONFIG = {
    "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
    "plugin.name": "pgoutput",
    "database.hostname": db.info.host,
    "database.port": str(db.info.port),
    "database.user": "postgres",
    "database.dbname": db.info.dbname,
    "topic.prefix": "shop",
    "slot.name": "shop",
    "table.include.list": "public.event",
    "snapshot.mode": "no_data",
    "topic.creation.default.partitions": "1",
    "topic.creation.default.replication.factor": "1",
}
consumer = Consumer({
    "bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0,
    "group.id": "reader", "auto.offset.reset": "earliest",
    "topic.metadata.refresh.interval.ms": 300,
})  # fmt: skip
consumer.subscribe(["^shop[.].*"])
lsns: list[int] = []


def insert(first: int, last: int) -> None:
    with psycopg.connect(URL, autocommit=True) as own:
        for key in range(first, last):
            own.execute("INSERT INTO event (id) VALUES (%s)", (key,))
            time.sleep(0.0005)


def read(until: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while len(set(lsns)) < until:
        assert time.monotonic() < end, len(set(lsns))
        for message in consumer.consume(500, 0.2):
            if not message.error():
                lsns.append(json.loads(message.value())["source"]["lsn"])


url = f"{os.environ['CONNECT_URL']}/connectors/shop/config"
httpx.put(url, json=CONFIG, timeout=30).raise_for_status()
SLOT = "SELECT count(*) FROM pg_replication_slots WHERE active"
while db.execute(SLOT).fetchone()[0] == 0:
    time.sleep(0.1)

# --8<-- [start:kill]
writer = threading.Thread(target=insert, args=(0, ROWS))
writer.start()
read(until=700)
pid = int(os.environ["CONNECT_PID"])
command = Path(f"/proc/{pid}/cmdline").read_text().rstrip("\0").split("\0")
os.kill(pid, signal.SIGKILL)
properties = Path(command[-1]).read_text()
again = Path("connect.properties")
again.write_text(properties.replace("group.id=connect", "group.id=again"))  # (1)!
command[-1], log = str(again), Path("again.log")
with running(command, name="Connect", log=log, ready=lambda: True):
    killed = time.monotonic()
    writer.join()
    read(until=ROWS)
    took = time.monotonic() - killed
# --8<-- [end:kill]
print(f"back and caught up after ≈ {took:.1f} s")
print(f"rows inserted: {ROWS}")
print(f"different LSNs in the topic: {len(set(lsns))}")
doubled = len(lsns) - len(set(lsns))
print(f"events that came twice: ≈ {doubled}")
assert len(set(lsns)) == ROWS and doubled > 0
