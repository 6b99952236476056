"""A Kafka Connect worker with Debezium's connector for PostgreSQL, beside a broker.

CONNECT_URL is its REST API; CONNECT_PID its process, for a snippet that kills it. Records
are JSON without schemas. Jars come from locks/connect.jars.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from snippets.services import jars
from snippets.services.process import free_port, healthy, running

LABEL = "Kafka Connect"
SETTINGS = {
    "group.id": "connect",
    "key.converter": "org.apache.kafka.connect.json.JsonConverter",
    "value.converter": "org.apache.kafka.connect.json.JsonConverter",
    "key.converter.schemas.enable": "false",
    "value.converter.schemas.enable": "false",
    "offset.flush.interval.ms": "1000",
    "plugin.discovery": "service_load",
}
STORES = ("config", "offset", "status")


@contextlib.contextmanager
def beside(broker: str, java: list[str], folder: Path) -> Iterator[dict[str, str]]:
    """Start a worker of the broker at `broker`; yield the variables of a snippet.

    `java` is how a program of Kafka starts, up to its class path; `folder` is for files.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    own = {"bootstrap.servers": broker, "listeners": url}
    for store in STORES:
        own |= {f"{store}.storage.topic": f"connect-{store}"}
        own |= {f"{store}.storage.replication.factor": "1"}
    own |= {"offset.storage.partitions": "1", "status.storage.partitions": "1"}
    config = folder / "connect.properties"
    config.write_text("".join(f"{k}={v}\n" for k, v in (SETTINGS | own).items()))
    program = "org.apache.kafka.connect.cli.ConnectDistributed"
    with running(
        [*java, "-cp", jars.class_path("connect"), program, str(config)], name=LABEL,
        log=folder / "connect.log", ready=lambda: healthy(f"{url}/connectors"),
    ) as process:  # fmt: skip
        yield {"CONNECT_URL": url, "CONNECT_PID": str(process.pid)}
