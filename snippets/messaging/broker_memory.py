# needs: kafka(own), rabbitmq, nats, postgresql
"""Resident memory of four idle brokers; a container's limit begins here."""

import json
import os
from pathlib import Path

import httpx
import psycopg


def resident(process):
    status = (process / "status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def listening(argument):
    """Find the process that has `argument` on its command line."""
    for process in Path("/proc").glob("[0-9]*"):
        if argument in (process / "cmdline").read_text().split("\0"):
            return process


(node,) = json.loads(os.environ["KAFKA_NODES"]).values()
with psycopg.connect(os.environ["DATABASE_URL"]) as session:
    backend = Path(f"/proc/{session.info.backend_pid}")
    own = int((backend / "smaps_rollup").read_text().split("Pss:")[1].split()[0]) / 1024
nodes = os.environ["RABBITMQ_API"] + "/nodes"
name = httpx.get(nodes).json()[0]["name"]
rabbit = httpx.get(f"{nodes}/{name}/memory").json()["memory"]["total"]
used = {
    "Kafka": resident(Path(f"/proc/{node['pid']}")),
    "RabbitMQ": rabbit["rss"] / 2**20,
    "NATS": resident(listening(os.environ["NATS_URL"].rsplit(":", 1)[1])),
    "PostgreSQL, one more connection": own,
}
for broker, size in used.items():
    print(f"memory, {broker}: ≈ {size:.0f} MiB")
assert used["NATS"] < used["RabbitMQ"] and used["NATS"] < used["Kafka"]
