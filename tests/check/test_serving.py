"""`make serve` outlives a page that does not build, and says why it cannot listen."""

import socket
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort

from macros import serving
from snippets.services.process import free_port


def fails():
    raise SystemExit("docs/index.md:3: wrong")


@pytest.fixture(autouse=True)
def _builds_whole(monkeypatch):
    whole = SimpleNamespace(remember=lambda: None, update=lambda build: build())
    monkeypatch.setattr(serving, "_preview", whole)


def test_a_stopped_build_is_told_and_does_not_end_the_server():
    server = serving.on_serve(
        SimpleNamespace(builder=fails), config=None, builder=fails
    )
    with pytest.raises(Abort, match="docs/index.md:3: wrong") as told:
        server.builder()
    assert isinstance(told.value, Exception), "MkDocs goes on after an Exception only"


def test_a_build_that_works_goes_through():
    built = []
    server = SimpleNamespace(builder=lambda: built.append(1))
    serving.on_serve(server, config=None, builder=None).builder()
    assert built == [1]


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"127.0.0.1:{listener.getsockname()[1]}"


def refusal(address):
    with pytest.raises(SystemExit) as refused:
        serving.check(address)
    told = str(refused.value)
    assert told.startswith(f"cannot serve at {address}: ") and "\n" not in told
    assert told.endswith("make serve ADDRESS=127.0.0.1:8001")
    return told


def test_a_port_in_use_is_told_before_anything_is_built(taken):
    assert "Address already in use" in refusal(taken)


@pytest.mark.parametrize(
    "address", ["127.0.0.1:99999", "127.0.0.1", ":8000", "127.0.0.1:x", ""]
)
def test_an_address_that_cannot_be_is_told(address):
    assert "it must be host:port, with a port from 1 to 65535" in refusal(address)


def test_a_free_address_is_served(monkeypatch):
    become = []
    monkeypatch.setattr(serving.os, "execv", lambda *words: become.append(words[1]))
    serving.main(f"127.0.0.1:{free_port()}")
    assert become[0][1:4] == ["-m", "mkdocs", "serve"]
