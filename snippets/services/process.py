"""Starts server processes and makes sure that none outlives its starter."""

import contextlib
import ctypes
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

START_SECONDS = 90
STOP_SECONDS = 15
_PR_SET_PDEATHSIG = 1


class ServiceError(RuntimeError):
    """A system that a snippet needs did not start, or the one that is named will not do.

    `log` is all that the server wrote, where it was started.
    """

    def __init__(self, message: str, log: str = "") -> None:
        super().__init__(message)
        self.log = log


class SystemMissing(ServiceError):
    """The program of a system is not installed, or is too old."""


def free_port() -> int:
    """Return a TCP port on 127.0.0.1 that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    """Tell whether something accepts a TCP connection on 127.0.0.1:port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def healthy(url: str) -> bool:
    """Tell whether a GET of `url` is answered with 200 within a second."""
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let one process at a time into the block; `lock` is a file made for it."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def made_once(place: Path, make: Callable[[Path], None]) -> Path:
    """Return the folder `place`; the first call lets `make` create it under another
    name, so that it is there whole or not at all."""
    with alone(place.with_name(f"{place.name}.lock")):
        if not place.exists():
            new = place.with_name(f"{place.name}.new")
            shutil.rmtree(new, ignore_errors=True)
            make(new)
            new.rename(place)
    return place


def die_with_parent(stop: signal.Signals) -> Callable[[], None] | None:
    """Return a function for the child that asks Linux to signal it when its starter
    is killed; None on other systems, where only an orderly stop ends the child."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, stop)


@contextlib.contextmanager
def scratch(name: str) -> Iterator[Path]:
    """Yield an empty directory that is removed at the end, whatever happens."""
    with tempfile.TemporaryDirectory(prefix=f"handbook-{name}-") as path:
        os.chmod(path, 0o755)
        yield Path(path)


@contextlib.contextmanager
def running(
    command: list[str],
    *,
    name: str,
    log: Path,
    ready: Callable[[], bool],
    stop: signal.Signals = signal.SIGTERM,
    start: Callable[..., subprocess.Popen] = subprocess.Popen,
    seconds: float = START_SECONDS,
    **popen: object,
) -> Iterator[subprocess.Popen]:
    """Run a server until the block ends.

    `start` is called as subprocess.Popen is. `ready` is asked every 20 ms until it says
    yes, for at most `seconds`. The server is sent `stop`, and SIGKILL when it is still there
    15 s later. Raises ServiceError with the end of the log when the server exits early
    or is not ready in time.
    """
    with log.open("ab") as sink:
        process = start(
            command,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(stop),
            **popen,
        )
    try:
        _wait_until_ready(process, name, log, ready, seconds)
        yield process
    finally:
        _end(process, stop)


def _wait_until_ready(
    process: subprocess.Popen,
    name: str,
    log: Path,
    ready: Callable[[], bool],
    seconds: float,
) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        status = process.poll()
        if status is None and time.monotonic() < deadline:
            time.sleep(0.02)
            continue
        fate = "was not ready in time" if status is None else f"exited with {status}"
        wrote = log.read_text(errors="replace")
        raise ServiceError(
            f"{name} {fate}. The end of its log:\n{wrote[-2000:]}", wrote
        )


def _end(process: subprocess.Popen, stop: signal.Signals) -> None:
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGCONT)
        process.send_signal(stop)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
