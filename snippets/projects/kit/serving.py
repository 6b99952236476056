"""Runs a service or a worker until it is told to stop, and lets it finish what it began."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from snippets.projects.kit import health, logs, problems, telemetry
from snippets.projects.kit.settings import Settings


class _Draining(uvicorn.Server):
    """Says no at /readyz first, stops listening `drain_seconds` later."""

    drain_seconds = 0.0

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        application = self.config.app
        if self.drain_seconds and not application.state.draining:
            application.state.draining = True
            later = super().handle_exit
            asyncio.get_running_loop().call_later(self.drain_seconds, later, sig, frame)
        else:
            super().handle_exit(sig, frame)


def prepare(app: FastAPI, checks: dict[str, health.Check]) -> FastAPI:
    """Give `app` its health routes, its metrics and traces, and its error format."""
    health.serve(app, checks)
    problems.serve(app)
    telemetry.observe(app)
    return app


def start_process(name: str, settings: Settings) -> None:
    """Configure the logs and traces of this process."""
    logs.configure(name, settings.log_level)
    telemetry.configure_traces(name)


def serve(app: FastAPI, settings: Settings, uds: str | None = None) -> None:
    """Serve `app` until SIGTERM or SIGINT; requests under way get `shutdown_seconds`.

    With `uds` it listens on that Unix socket in place of the port: for a worker that only
    its own service asks.
    """
    server = _Draining(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            uds=uds,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=settings.shutdown_seconds,
        )
    )
    server.drain_seconds = settings.drain_seconds
    server.run()


def work(job: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Run `job(stop)` until it returns; SIGTERM and SIGINT set `stop`."""

    async def main() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await job(stop)

    asyncio.run(main())
