"""Apache Kafka 4 in KRaft mode. KAFKA_BOOTSTRAP_SERVERS names a running one.

Every node is a Java process; the shared one is broker and controller at once. KAFKA_NODES
is JSON: of each broker that was started, by its id, the address and the process id, so
that a snippet can stop, resume or kill it.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from snippets.runner import jdk
from snippets.services import connect, jars, named
from snippets.services.process import (
    START_SECONDS, ServiceError, SystemMissing, answers, free_port, made_once, running, scratch,
)  # fmt: skip
from snippets.services.server import Server

LABEL = "Apache Kafka"
VARIABLE = "KAFKA_BOOTSTRAP_SERVERS"
CLUSTER = "aGFuZGJvb2staGFuZGJvbw"  # 16 bytes in base64
# Quick to start and small, since each test run starts several.
JVM = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx320m", "-Xlog:disable"]
LOGGING = """\
<Configuration><Appenders><Console name="C"><PatternLayout pattern="%d %p %m%n"/></Console>
</Appenders><Loggers><Root level="WARN"><AppenderRef ref="C"/></Root></Loggers>
</Configuration>
"""
BROKER = {
    "auto.create.topics.enable": "false",
    "group.initial.rebalance.delay.ms": "0",
    "offsets.topic.num.partitions": "1",
    "transaction.state.log.num.partitions": "1",
    "share.coordinator.state.topic.num.partitions": "1",
}
INTERNAL = ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")


class _Node:
    """One Java process of a cluster in `folder`."""

    def __init__(self, folder: Path, number: int, roles: str) -> None:
        self.number, self.roles = number, roles
        self.data, self.file = folder / f"data{number}", folder / f"{number}.properties"
        self.broker, self.controller = free_port(), free_port()

    def configure(self, voters: str, settings: dict[str, str]) -> None:
        """Write its settings and give it a formatted directory."""
        _formatted(self.data)
        meta = self.data / "meta.properties"
        text = meta.read_text().replace("node.id=1\n", f"node.id={self.number}\n")
        identity = f"{self.number:0>20}Ag"  # as long as a directory id must be
        lines = (line for line in text.splitlines() if "directory.id" not in line)
        meta.write_text("\n".join([*lines, f"directory.id={identity}", ""]))
        listeners = {"broker": f"PLAINTEXT://127.0.0.1:{self.broker}"}
        listeners["controller"] = f"CONTROLLER://127.0.0.1:{self.controller}"
        own = {
            "process.roles": self.roles,
            "node.id": str(self.number),
            "controller.quorum.voters": voters,
            "listeners": ",".join(listeners[role] for role in self.roles.split(",")),
            "controller.listener.names": "CONTROLLER",
            "log.dirs": str(self.data),
        }
        if "broker" in self.roles:
            own |= {"inter.broker.listener.name": "PLAINTEXT"}
        pairs = (own | settings).items()
        self.file.write_text("".join(f"{key}={value}\n" for key, value in pairs))


def _kit() -> Path:
    kit = jdk.newest()
    if kit is None:
        raise SystemMissing(f"no Java {jdk.AT_LEAST} or newer was found; Kafka needs it")
    return kit


def _java(home: Path) -> list[str]:
    logging = home / "log4j2.xml"
    if not logging.exists():
        logging.write_text(LOGGING)
    return [str(_kit() / "bin" / "java"), *JVM, f"-Dlog4j2.configurationFile={logging}"]


def _program(name: str, *arguments: object, home: Path) -> list[str]:
    path = ["-cp", jars.class_path("kafka")]
    return [*_java(home), *path, name, *map(str, arguments)]


def _broker(settings: Path, home: Path) -> list[str]:
    java, *rest = _program("kafka.Kafka", settings, home=home)
    return [java, f"-XX:SharedArchiveFile={archive()}", *rest]


def archive() -> Path:
    """Return the archive of the classes that a broker loads, which halves what its start
    costs; one is made for each kit. Java starts without one that does not fit."""
    place = jars.KEPT / f"kafka-{release()}-classes-{_kit().name}"
    return made_once(place, _load_classes) / "classes.jsa"


def _load_classes(place: Path) -> None:
    place.mkdir()
    with scratch("kafka") as folder:
        node = _Node(folder, 1, "broker,controller")
        node.configure(f"1@127.0.0.1:{node.controller}", BROKER)
        program = _program("kafka.Kafka", node.file, home=folder)
        program.insert(1, f"-XX:ArchiveClassesAtExit={place / 'classes.jsa'}")
        with running(
            program, name=LABEL, log=folder / "kafka.log",
            ready=lambda: _ready([node], f"127.0.0.1:{node.broker}"),
        ) as process:  # fmt: skip
            process.terminate()  # Java writes the archive as it ends
            process.wait(START_SECONDS)


def release() -> str:
    """Return the version that locks/kafka.jars names, such as "4.4.0"."""
    return jars.release("kafka", "org.apache.kafka:kafka_2.13")


def _formatted(data: Path) -> None:
    """Copy a formatted directory to `data`: Kafka's own tool takes 2 s, a copy nothing."""
    kept = jars.KEPT / f"kafka-{release()}-formatted"
    shutil.copytree(made_once(kept, _format), data)


def _format(data: Path) -> None:
    with scratch("kafka") as folder:
        config = folder / "server.properties"
        config.write_text(
            "process.roles=broker,controller\nnode.id=1\n"
            "controller.quorum.voters=1@127.0.0.1:9093\n"
            "listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093\n"
            f"controller.listener.names=CONTROLLER\nlog.dirs={data}\n"
        )
        tool = ("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", config)
        done = subprocess.run(
            _program(*tool, home=folder), capture_output=True, text=True
        )
    if done.returncode:
        raise ServiceError(f"Kafka could not format: {done.stderr[-500:]}")


def _brokers(address: str) -> int:
    from confluent_kafka import KafkaException
    from confluent_kafka.admin import AdminClient

    try:
        admin = AdminClient({"bootstrap.servers": address, "log_level": 0})
        return len(admin.list_topics(timeout=1).brokers)
    except KafkaException:
        return 0


@contextlib.contextmanager
def server(
    settings: dict[str, str], *, brokers: int = 1, with_connect: bool = False
) -> Iterator[Server]:
    """Start an empty cluster; `settings` are those of server.properties for each broker.

    One broker is its own controller; several have a controller beside them, which no
    snippet can hit when it stops a broker. `with_connect` adds a worker of Kafka Connect.
    """
    with scratch("kafka") as folder, contextlib.ExitStack() as stack:
        roles = "broker,controller" if brokers == 1 else "broker"
        nodes = [_Node(folder, number, roles) for number in range(1, brokers + 1)]
        head = nodes[0] if brokers == 1 else _Node(folder, 100, "controller")
        voters = f"{head.number}@127.0.0.1:{head.controller}"
        address = ",".join(f"127.0.0.1:{node.broker}" for node in nodes)
        replicas = {}
        for topic in INTERNAL:
            replicas |= {f"{topic}.replication.factor": str(brokers)}
        for topic in INTERNAL[1:]:
            replicas |= {f"{topic}.min.isr": str(min(brokers, 2))}
        started = {}
        for node in dict.fromkeys([head, *nodes]):
            node.configure(voters, BROKER | replicas | settings)
            last = node is nodes[-1]
            process = stack.enter_context(
                running(
                    _broker(node.file, folder),
                    name=LABEL,
                    log=folder / "kafka.log",
                    ready=(lambda: _ready(nodes, address)) if last else lambda: True,
                    stop=signal.SIGKILL,  # nothing of it is kept
                )
            )
            where = {"address": f"127.0.0.1:{node.broker}", "pid": process.pid}
            started[node.number] = where
        told = {str(node.number): started[node.number] for node in nodes}
        environment = {VARIABLE: address, "KAFKA_NODES": json.dumps(told)}
        if with_connect:
            worker = connect.beside(address, _java(folder), folder)
            environment |= stack.enter_context(worker)
        yield Server(LABEL, release(), environment)


def _ready(nodes: list[_Node], address: str) -> bool:
    listening = all(answers(node.broker) for node in nodes)
    return listening and _brokers(address) == len(nodes)


class Shared:
    """One broker for all snippets that only need topics of their own."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self._stack = stack
        self._server: Server | None = None

    @contextlib.contextmanager
    def for_snippet(self, options: dict[str, str]) -> Iterator[Server]:
        """Give a snippet the shared broker; with options, a cluster of its own."""
        if options:
            brokers = 3 if options.pop("three", None) is not None else 1
            with_connect = options.pop("connect", None) is not None
            options.pop("own", None)
            with server(options, brokers=brokers, with_connect=with_connect) as own:
                yield own
            return
        if self._server is None and os.environ.get(VARIABLE):
            self._server = named.kafka(VARIABLE)
        elif self._server is None:
            self._server = self._stack.enter_context(server({}))
        yield self._server
