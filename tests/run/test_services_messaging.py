"""Brokers and the browser start by themselves, answer, and leave no process behind."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import boto3
import pika
import pytest
from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic

from snippets.services import ServiceError, Services, chromium, jars, kafka
from snippets.services.process import SystemMissing
from tests.conftest import unavailable
from tests.run.test_services import gone, ports

pytestmark = pytest.mark.measures  # a server on a busy disk may start after the wait


def given(services, system, options=None):
    return services.provide({system: options or {}})


def make_topic(address, name, *, replicas):
    admin = AdminClient({"bootstrap.servers": address})
    admin.create_topics([NewTopic(name, 1, replicas)])[name].result(20)


@pytest.fixture
def services():
    try:
        with Services() as started:
            yield started
    except SystemMissing as reason:
        unavailable(reason)


def test_kafka_keeps_what_it_acknowledged(services):
    with given(services, "kafka", {"own": ""}) as (server,):
        address = server.environment["KAFKA_BOOTSTRAP_SERVERS"]
        make_topic(address, "orders", replicas=1)
        producer = Producer({"bootstrap.servers": address})
        producer.produce("orders", b"paid")
        assert producer.flush(10) == 0
        start = {"group.id": "readers", "auto.offset.reset": "earliest"}
        reader = Consumer({"bootstrap.servers": address} | start)
        reader.subscribe(["orders"])
        assert reader.poll(20).value() == b"paid"
        reader.close()
    assert all(map(gone, ports([address])))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_broker_starts_with_classes_that_an_earlier_one_loaded(services):
    with given(services, "kafka") as (server,):
        process = json.loads(server.environment["KAFKA_NODES"])["1"]["pid"]
        assert f" {kafka.archive().resolve()}\n" in Path(f"/proc/{process}/maps").read_text()


def test_kafka_connect_knows_debezium_and_stops_with_its_broker(services):
    with given(services, "kafka", {"connect": ""}) as (server,):
        url = server.environment["CONNECT_URL"]
        with urllib.request.urlopen(f"{url}/connector-plugins") as answer:
            classes = {plugin["class"] for plugin in json.load(answer)}
        assert "io.debezium.connector.postgresql.PostgresConnector" in classes
    assert gone(*ports([url]))


def test_a_topic_of_three_brokers_survives_the_loss_of_one(services):
    with given(services, "kafka", {"three": ""}) as (server,):
        address = server.environment["KAFKA_BOOTSTRAP_SERVERS"]
        make_topic(address, "orders", replicas=3)
        nodes = json.loads(server.environment["KAFKA_NODES"])
        assert sorted(nodes) == ["1", "2", "3"]
        os.kill(nodes["3"]["pid"], signal.SIGKILL)
        assert gone(*ports([nodes["3"]["address"]]))
        producer = Producer({"bootstrap.servers": address, "acks": "all", "log_level": 0})
        producer.produce("orders", b"paid")
        assert producer.flush(40) == 0


def test_rabbitmq_gives_each_snippet_a_virtual_host(services):
    for _ in range(2):
        with given(services, "rabbitmq") as (server,):
            url = server.environment["AMQP_URL"]
            with pika.BlockingConnection(pika.URLParameters(url)) as connection:
                channel = connection.channel()
                assert channel.queue_declare("orders").method.message_count == 0
                channel.basic_publish("", "orders", b"paid")
            listed = subprocess.run(
                [server.programs / "rabbitmqctl", "list_queues", "-q", "-p"]
                + [url.rsplit("/", 1)[1]],
                capture_output=True, text=True,
            ).stdout  # fmt: skip
            assert listed.split() == ["name", "messages", "orders", "1"]


def test_sqs_is_found_by_boto3(services, monkeypatch):
    with given(services, "sqs") as (server,):
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        queue = boto3.resource("sqs").create_queue(QueueName="orders")
        queue.send_message(MessageBody="paid")
        assert [m.body for m in queue.receive_messages()] == ["paid"]
    assert gone(*ports([server.environment["SQS_URL"]]))


def test_chromium_opens_a_page():
    try:
        with chromium.for_snippet({}) as server:
            from playwright.sync_api import sync_playwright

            with sync_playwright() as driver:
                url = server.environment["CHROMIUM_URL"]
                page = driver.chromium.connect_over_cdp(url).new_page()
                page.set_content("<title>open</title>")
                assert page.title() == "open"
    except SystemMissing as reason:
        unavailable(reason)
    assert gone(*ports([url]))


def test_a_jar_that_is_not_what_the_lock_says_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(jars, "KEPT", tmp_path)
    monkeypatch.setattr(jars, "fetch", lambda wanted, place: place.mkdir())
    locked = jars.lock_file("kafka").read_text().split()[0]
    with pytest.raises(ServiceError, match=f"kafka.jars has another hash.*{locked}"):
        jars.folder("kafka")
    assert not (tmp_path / "kafka").exists()


@pytest.mark.parametrize(
    ("system", "variable", "value"),
    [("kafka", kafka.VARIABLE, "127.0.0.1:1"), ("rabbitmq", "AMQP_URL", "amqp://127.0.0.1:1")],
)  # fmt: skip
def test_a_named_broker_that_is_down_is_one_clear_error(
    services, monkeypatch, system, variable, value
):
    monkeypatch.setenv(variable, value)
    with pytest.raises(ServiceError, match=f"{variable}={value}: no .* answers there"):
        with given(services, system):
            pass
