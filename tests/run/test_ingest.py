"""What the ingest service promises of its end and no producer sees: a disk that hangs
keeps no process alive, and costs nothing that was acknowledged."""

import asyncio
import importlib
import json
import os
import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import replace

import httpx
import pytest
from pydantic import ValidationError

from snippets.projects.kit import catalog
from snippets.projects.kit.running import addresses, started
from snippets.services import Services
from snippets.services.process import SystemMissing
from tests.conftest import unavailable

PROJECT = replace(catalog.find("ingest"), workers=())
QUICK = {
    "FAULT_INJECTION": "true", "SHUTDOWN_SECONDS": "1", "SETTLE_SECONDS": "1",
    "PROBE_SECONDS": "0.1",
}  # fmt: skip
HUNG_SECONDS = 30


@pytest.fixture(scope="module")
def systems():
    try:
        with Services() as services, services.provide({"postgresql": {}}) as servers:
            yield addresses(servers)
    except SystemMissing as reason:
        unavailable(reason)


@pytest.fixture
def service(systems, tmp_path):
    """Starts the service alone, each time with the same folder."""

    @contextmanager
    def run():
        told = systems | QUICK | {"DATA_DIR": str(tmp_path)}
        with started(PROJECT, told) as found:
            with httpx.Client(base_url=found.url, timeout=HUNG_SECONDS) as client:
                yield found, client

    return run


def event(number):
    return {
        "id": f"00000000-0000-4000-8000-{number:012}", "source": "end", "type": "t",
        "occurred_ms": time.time_ns() // 10**6, "data": {},
    }  # fmt: skip


def send(client, number):
    """Post an event; an answer that the end of the service cuts off is none."""
    with suppress(httpx.HTTPError):
        return client.post("/v1/events", json=event(number))


def stopped(found, client, **faults):
    """Break what `faults` names, send event 2, then ask the service to end; return its
    exit code and the seconds that it took."""
    client.put("/faults", json={**faults, "seconds": HUNG_SECONDS})
    threading.Thread(target=send, args=(client, 2)).start()
    time.sleep(0.5)
    serve, since = found.processes["ingest"], time.monotonic()
    serve.send_signal(signal.SIGTERM)
    return serve.wait(HUNG_SECONDS + 30), time.monotonic() - since


def errors(found):
    lines = map(json.loads, found.logged().splitlines())
    return [line for line in lines if line.get("event") == "spill_hung"]


def test_a_hung_disk_delays_the_end_by_settle_seconds_and_loses_nothing(
    service, tmp_path
):
    with service() as (found, client):
        client.put("/faults", json={"store": "down", "seconds": HUNG_SECONDS})
        assert send(client, 1).json()["durable_in"] == "spill"
        status, took = stopped(found, client, store="down", disk="hung")
        [error] = errors(found)
    assert (status, error["level"]) == (74, "error") and took < HUNG_SECONDS / 2
    assert error["folder"] == str(tmp_path / "spill")
    with service() as (found, client):
        deadline = time.monotonic() + 10
        while client.get(f"/v1/events/{event(1)['id']}").status_code != 200:
            assert time.monotonic() < deadline, found.logged()
            time.sleep(0.05)


def test_an_end_without_a_store_is_orderly_where_the_disk_answers(service):
    with service() as (found, client):
        status, _ = stopped(found, client, store="down")
        assert status in (0, -signal.SIGTERM) and not errors(found)


@pytest.fixture
def ingest(monkeypatch):
    """Imports a module of the service."""
    monkeypatch.syspath_prepend(PROJECT.folder)
    return importlib.import_module


class Settled:
    """A replay, or a writer, that has nothing to do."""

    async def stop(self):
        pass


def test_an_append_that_nobody_waits_for_delays_the_end_by_no_more(
    ingest, tmp_path, monkeypatch
):
    monkeypatch.setattr(os, "_exit", sys.exit)
    faults = ingest("ingest.faults").Injected()
    faults.begin(ingest("ingest.faults").Faults(disk="hung", seconds=2))
    spill = ingest("ingest.spill").Spill(tmp_path, 10**6, 10**6, faults)
    append = threading.Thread(target=spill.append, args=([],))
    append.start()
    with pytest.raises(SystemExit, match="74"):
        asyncio.run(ingest("ingest.ending").end(Settled(), Settled(), spill, 0.1))
    append.join()


@pytest.mark.parametrize("seconds", ["0", "301", "soon"])
def test_the_limit_is_refused_unless_it_is_a_limit(ingest, seconds):
    kind = ingest("ingest.settings").Ingest
    with pytest.raises(ValidationError, match="settle_seconds"):
        kind(data_dir=".", database_url="postgresql://h/d", settle_seconds=seconds)
