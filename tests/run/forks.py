"""Starts modules in processes forked from one that has imported what projects share.

An import of FastAPI, SQLAlchemy and Alembic takes nearly two seconds of processor time.
Tests that start a project dozens of times pay it once; a project's own modules are
imported anew each time, so a changed copy of a project runs its change.
"""

import gc
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(
    [
        "alembic.command", "argon2", "httpcore", "httpx", "jinja2", "psycopg_pool",
        "pytest", "redis.asyncio", "sqlalchemy.dialects.postgresql", "stripe",
        "uvicorn.loops.auto", "uvicorn.protocols.http.auto",
        "snippets.projects.kit.__main__", "snippets.projects.kit.serving",
    ]
)  # fmt: skip


class Forked:
    """A process like that of `subprocess.Popen`, for a command `[python, "-m", module,
    arguments ...]`; it ends with its starter."""

    def __init__(
        self, command: Sequence[str], *, stdout: BinaryIO, cwd: Path,
        env: Mapping[str, str], **_unused: object,
    ) -> None:  # fmt: skip
        called = (list(command[2:]), str(cwd), dict(env), stdout.name)
        self._process = _forks.Process(target=_become, args=called, daemon=True)
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code. Raises TimeoutExpired after `timeout` seconds."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Signal it unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()


def _become(
    command: list[str], folder: str, environment: dict[str, str], log: str
) -> None:
    gc.freeze()  # what is imported by now is no garbage: each search would go through it
    threading.Thread(target=_end_with_starter, daemon=True).start()
    with open(log, "ab") as sink:
        for stream in (1, 2):
            os.dup2(sink.fileno(), stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path.insert(0, folder)
    sys.argv = command
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


def _end_with_starter() -> None:
    # Not the parent, from which it was forked: that lives as long as its children do.
    multiprocessing.parent_process().join()
    os.kill(os.getpid(), signal.SIGTERM)
