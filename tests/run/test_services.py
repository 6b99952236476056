"""A system starts by itself, answers, and leaves no process and no file behind."""

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest
import redis
import sentry_sdk
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

from snippets.projects.kit.running import environment_with
from snippets.runner.catalog import ROOT
from snippets.services import (
    ServiceError, Services, binaries, bugsink, collector, nats, postgresql, prometheus,
    valkey,
)  # fmt: skip
from snippets.services.process import SystemMissing, answers, running
from tests.conftest import unavailable

pytestmark = pytest.mark.measures  # a server on a busy disk may start after the wait

PARENT = """
import signal, time
from snippets.services import Services
signal.signal(signal.SIGINT, signal.default_int_handler)  # `make test &` ignores it
with Services() as services:
    with services.provide({"postgresql": {}, "valkey": {}, "nats": {}}) as servers:
        for server in servers:
            print(list(server.environment.values())[0], flush=True)
        time.sleep(60)
"""


def ports(urls):
    return [int(url.split(":")[-1].split("/")[0]) for url in urls]


def start_parent(folder):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        env=environment_with({"TMPDIR": str(folder)}), stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    return parent, ports(parent.stdout.readline().strip() for _ in range(3))


def gone(port):
    deadline = time.monotonic() + 15
    while answers(port) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not answers(port)


@pytest.fixture
def open_folder(tmp_path):
    temporary = Path(tempfile.gettempdir()).resolve()
    for part in (tmp_path, *tmp_path.parents):
        if temporary in part.parents:
            part.chmod(0o755)  # the server's account must reach its data
    return tmp_path


def test_all_stop_on_ctrl_c_and_leave_no_file(open_folder):
    parent, listening = start_parent(open_folder)
    assert all(answers(port) for port in listening)
    parent.send_signal(signal.SIGINT)
    parent.wait(30)
    assert all(gone(port) for port in listening)
    assert list(open_folder.glob("handbook-*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of it")
def test_all_stop_when_their_starter_is_killed(open_folder):
    parent, listening = start_parent(open_folder)
    parent.kill()
    parent.wait(30)
    assert all(gone(port) for port in listening)


def test_all_stop_when_a_test_fails(open_folder, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(open_folder))
    with pytest.raises(ZeroDivisionError), valkey.server() as server:
        url = server.environment["REDIS_URL"]
        1 / 0  # noqa: B018
    assert gone(*ports([url]))
    assert list(open_folder.glob("handbook-*")) == []


def test_two_snippets_do_not_see_each_others_tables():
    with Services() as services:
        for _ in range(2):
            with services.provide({"postgresql": {}}) as (server,):
                with psycopg.connect(server.environment["DATABASE_URL"]) as session:
                    session.execute("CREATE TABLE only_one (id int)")


def test_a_new_server_holds_nothing_of_the_one_before():
    for _ in range(2):
        with postgresql.server() as server:
            with psycopg.connect(server.environment["DATABASE_URL"]) as session:
                session.execute("CREATE ROLE only_one")


def test_a_standby_follows_its_primary():
    with Services() as services:
        with services.provide({"postgresql": {"standby": ""}}) as (server,):
            primary, standby = (
                server.environment[v] for v in ("DATABASE_URL", "STANDBY_URL")
            )
            with psycopg.connect(primary, autocommit=True) as session:
                session.execute("CREATE TABLE t (id int)")
                written = session.execute("SELECT pg_current_wal_lsn()").fetchone()[0]
            with psycopg.connect(standby, autocommit=True) as session:
                replayed = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
                deadline = time.monotonic() + 20
                while not session.execute(replayed, [written]).fetchone()[0]:
                    assert time.monotonic() < deadline
                    time.sleep(0.02)
                assert session.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_a_pool_of_one_lets_clients_take_turns_with_one_session():
    with Services() as services:
        with services.provide({"postgresql": {"pgbouncer": ""}}) as (server,):
            pool, console = (
                server.environment[v] for v in ("PGBOUNCER_URL", "PGBOUNCER_ADMIN_URL")
            )
            plain = {"autocommit": True, "cursor_factory": psycopg.ClientCursor}
            with psycopg.connect(console, **plain) as session:
                session.execute("SET default_pool_size = 1")
            with (
                psycopg.connect(pool, autocommit=True) as one,
                psycopg.connect(pool, autocommit=True) as other,
            ):
                process = "SELECT pg_backend_pid()"
                assert one.execute(process).fetchone() == other.execute(process).fetchone()
    assert all(map(gone, ports([pool, console])))


def test_settings_reach_the_server():
    with Services() as services:
        with services.provide({"postgresql": {"wal_level": "logical"}}) as (server,):
            with psycopg.connect(server.environment["DATABASE_URL"]) as session:
                assert session.execute("SHOW wal_level").fetchone() == ("logical",)


def test_japanese_text_sorts_and_folds_whatever_the_machine_speaks():
    with Services() as services, services.provide({"postgresql": {}}) as (server,):
        with psycopg.connect(server.environment["DATABASE_URL"]) as session:
            assert session.execute("SELECT upper('éクエリ')").fetchone() == ("Éクエリ",)


def test_a_running_server_that_a_variable_names_wins(monkeypatch):
    with postgresql.server() as mine, valkey.server() as cache:
        monkeypatch.setenv("DATABASE_URL", mine.environment["DATABASE_URL"])
        monkeypatch.setenv("REDIS_URL", cache.environment["REDIS_URL"])
        with Services() as services:
            with services.provide({"postgresql": {}, "valkey": {}}) as (one, two):
                theirs = mine.environment["DATABASE_URL"].rsplit("/", 1)[0]
                assert one.environment["DATABASE_URL"].startswith(theirs + "/snippet_")
                assert two.environment["REDIS_URL"] == cache.environment["REDIS_URL"]
                assert (one.version, two.version) == (mine.version, cache.version)
                redis.Redis.from_url(two.environment["REDIS_URL"]).ping()
        with psycopg.connect(mine.environment["DATABASE_URL"]) as session:
            left = "SELECT count(*) FROM pg_database WHERE datname LIKE 'snippet%'"
            assert session.execute(left).fetchone() == (0,)


def test_nats_answers():
    with nats.server() as server:
        address = ("127.0.0.1", *ports([server.environment["NATS_URL"]]))
        with socket.create_connection(address, timeout=5) as connection:
            assert connection.recv(5) == b"INFO "


def test_a_collector_passes_spans_on_to_a_file():
    with collector.server({}) as server:
        url = f"{server.environment['OTEL_EXPORTER_OTLP_ENDPOINT']}/v1/traces"
        kept = Path(server.environment["COLLECTOR_SPANS"])
        provider = TracerProvider(resource=Resource({"service.name": "shop"}))
        provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter(url)))
        with provider.get_tracer("test").start_as_current_span("paid") as span:
            span.set_attribute("http.route", "/orders/{id}")
        deadline = time.monotonic() + 10
        while not kept.read_text() and time.monotonic() < deadline:
            time.sleep(0.02)
        (line,) = map(json.loads, kept.read_text().splitlines())
        assert line["traceId"] == f"{span.get_span_context().trace_id:032x}"
        assert (line["service"], line["name"]) == ("shop", "paid")
        assert line["attributes"] == {"http.route": "/orders/{id}"}
        provider.shutdown()
    assert all(map(gone, ports(u for k, u in server.environment.items() if "ENDP" in k)))
    assert not kept.exists()


def test_prometheus_knows_its_alertmanager():
    try:
        with prometheus.for_snippet({"alertmanager": ""}) as server:
            asked = f"{server.environment['PROMETHEUS_URL']}/api/v1/status/config"
            with urllib.request.urlopen(asked, timeout=5) as answer:
                beside = server.environment["ALERTMANAGER_URL"].removeprefix("http://")
                assert beside in answer.read().decode()
    except SystemMissing as reason:
        unavailable(reason)
    assert all(map(gone, ports(u for k, u in server.environment.items() if "URL" in k)))


def test_bugsink_groups_what_the_sentry_sdk_sends():
    with bugsink.for_snippet({}) as server:
        names = server.environment
        sentry_sdk.init(names["SENTRY_DSN"], default_integrations=False)
        for number in range(3):
            sentry_sdk.capture_exception(KeyError(number))
        sentry_sdk.flush(10)
        sentry_sdk.init()
        asked = urllib.request.Request(
            f"{names['BUGSINK_URL']}/api/canonical/0/issues/?project=1",
            headers={"Authorization": f"Bearer {names['BUGSINK_TOKEN']}"},
        )
        with urllib.request.urlopen(asked, timeout=10) as answer:
            (issue,) = json.load(answer)["results"]
        assert issue["digested_event_count"] == 3
    assert all(map(gone, ports([names["BUGSINK_URL"]])))


def test_who_starts_a_server_pays_for_no_other_systems_driver():
    drivers = {"confluent_kafka", "nats", "pika", "redis"}
    asked = f"import sys, snippets.services; sys.exit(str({drivers} & set(sys.modules)))"
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True
    )
    assert told.stderr.strip() == "set()"


def test_a_stopped_server_gives_one_clear_error(tmp_path):
    with pytest.raises(
        ServiceError, match="broken exited with 7. The end of its log:\nno"
    ):
        with running(
            ["sh", "-c", "echo no; exit 7"], name="broken",
            log=tmp_path / "log", ready=lambda: False,
        ):  # fmt: skip
            pass


def test_the_whole_log_of_a_stopped_server_can_be_read(tmp_path):
    wrote = ["sh", "-c", "seq 1000; exit 7"]
    with pytest.raises(ServiceError) as stopped:
        with running(wrote, name="x", log=tmp_path / "log", ready=lambda: False):
            pass
    assert stopped.value.log.startswith("1\n2\n") and stopped.value.log[-5:] == "1000\n"


def test_a_missing_program_is_named_with_the_remedy():
    with pytest.raises(SystemMissing, match="run this through `make`.* or set NO_SUCH"):
        binaries.find("no-such-program", variable="NO_SUCH", wheel=None)


def test_a_program_that_only_debian_has_is_named_with_its_package():
    with pytest.raises(SystemMissing, match="`apt-get install some` .* set NO_SUCH"):
        binaries.find("no-such-program", variable="NO_SUCH", package="some")


def test_a_program_that_is_too_old_is_named():
    with pytest.raises(SystemMissing, match="is not Python 99 or newer"):
        binaries.version(Path(sys.executable), system="Python", at_least=99)
