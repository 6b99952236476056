"""A Temporal server of one's own on loopback, for the labs of this page."""

import asyncio
import contextlib
import functools
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from temporalio.client import Client
from temporalio.runtime import Runtime, TelemetryConfig

from snippets.services.process import free_port, running

PROGRAM = Path(sys.executable).with_name("temporal")


@contextlib.contextmanager
def dev_server(*flags: str, port: int = 0, **limits: int) -> Iterator[str]:
    """Start `temporal server start-dev`; `limits` are its dynamic configuration,
    with __ for a dot. Yields the address; nothing is left running."""
    port = port or free_port()
    values = [f"--dynamic-config-value={name.replace('__', '.')}={value}"
              for name, value in {"frontend__enableServerVersionCheck": "false",
                                  **limits}.items()]
    log = Path(f"temporal-{port}-{len(list(Path().glob('temporal-*.log')))}.log")
    with running(
        [str(PROGRAM if PROGRAM.exists() else shutil.which("temporal")), "server",
         "start-dev", "--headless", "--ip=127.0.0.1", f"--port={port}",
         "--log-level=error", *values, *flags],
        name="Temporal", log=log,
        ready=lambda: "Temporal Server:" in log.read_text(),
        env={**os.environ, "HOME": os.getcwd()},
    ):
        yield f"127.0.0.1:{port}"


@functools.cache
def quiet() -> Runtime:
    """No log lines, so that what a lab prints is its own."""
    logging.disable()
    return Runtime(telemetry=TelemetryConfig(logging=None))


async def connect(address: str) -> Client:
    return await Client.connect(address, runtime=quiet())


if __name__ == "__main__":
    from temporalio.api.workflowservice.v1 import GetSystemInfoRequest

    async def ask(address: str) -> str:
        client = await connect(address)
        info = await client.workflow_service.get_system_info(GetSystemInfoRequest())
        return info.server_version

    with dev_server() as address:
        print(f"server version: {asyncio.run(ask(address))}")
