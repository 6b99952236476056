"""Runs one snippet on the systems it needs and returns what it printed."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from snippets.runner import jdk
from snippets.runner.catalog import ROOT, Snippet, shown
from snippets.runner.commands import command_for
from snippets.runner.record import Result
from snippets.services import Server, Services
from snippets.services.process import scratch

_KEPT = ("PATH", "HOME", "LANG", "RUSTUP_HOME", "CARGO_HOME", "GOROOT")


class SnippetFailed(AssertionError):
    """A snippet ran out of time, or its exit code is not what its name promises."""


def run(snippet: Snippet, services: Services) -> Result:
    """Run `snippet` in an empty directory with its servers started.

    Raises SnippetFailed, services.ServiceError and commands.ToolchainMissing.
    """
    with services.provide(snippet.needs) as servers, scratch("snippet") as folder:
        command = command_for(snippet, folder)
        data = folder / "plot.csv"
        environment = _environment(servers, folder) | {"PLOT_DATA": str(data)}
        status, printed = 0, b""
        without = [None] * (len(command.steps) - len(command.stdin))
        for step, stdin in zip(command.steps, [*without, *command.stdin], strict=True):
            status, printed = _step(step, stdin, environment, folder, snippet)
            if status:
                break
        output = _readable(printed.decode(errors="replace"), folder)
        _check_status(snippet, status, output)
        written = data.read_text(encoding="utf-8") if data.exists() else ""
        return Result(output, written, status, _ran_on(servers, command.label))


def _environment(servers: list[Server], folder: Path) -> dict[str, str]:
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    programs = [str(server.programs) for server in servers if server.programs]
    if kit := jdk.newest():
        programs.append(str(kit / "bin"))
        environment["JAVA_HOME"] = str(kit)
    environment["PATH"] = os.pathsep.join([*programs, environment.get("PATH", "")])
    for server in servers:
        environment |= server.environment
    return environment | {
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TMPDIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "GOCACHE": str(ROOT / ".cache" / "go"),
        "GOFLAGS": "-trimpath",
        "GOTOOLCHAIN": "local",
        "GRPC_VERBOSITY": "NONE",  # its core logs a cancelled call now and then
    }


def _bounded(memory: int) -> Callable[[], None]:
    # RLIMIT_DATA, not RLIMIT_AS: Go and Java reserve far more address space than they use.
    limit = memory * 2**20
    return lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _step(
    step: list[str],
    stdin: Path | None,
    environment: dict[str, str],
    folder: Path,
    snippet: Snippet,
) -> tuple[int, bytes]:
    if stdin and "DATABASE_URL" in environment:
        step = [*step, environment["DATABASE_URL"]]
    with open(stdin or os.devnull, "rb") as source:
        process = subprocess.Popen(
            step,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment,
            start_new_session=True,
            preexec_fn=_bounded(snippet.memory) if sys.platform == "linux" else None,
        )
        try:
            printed, _ = process.communicate(timeout=snippet.timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            printed, _ = process.communicate()
            raise SnippetFailed(
                f"{shown(snippet.path)}: not finished after {snippet.timeout} s. It "
                f"had printed:\n{printed.decode(errors='replace')}\nMake it faster, or "
                "give it time with a first line `timeout: <seconds>`"
            ) from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    return process.returncode, printed


def _check_status(snippet: Snippet, status: int, output: str) -> None:
    if snippet.must_fail and status == 0:
        raise SnippetFailed(
            f"{shown(snippet.path)}: its name says that it fails, but it exited with "
            "0. Rename it without `_fails`, or make it fail"
        )
    if status != 0 and not snippet.must_fail:
        raise SnippetFailed(
            f"{shown(snippet.path)}: exited with {status}. It printed:\n{output}"
        )


def _readable(output: str, folder: Path) -> str:
    lines = output.replace(f"{ROOT}/", "").replace(str(folder), "$TMPDIR").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _ran_on(servers: list[Server], toolchain: str) -> str:
    systems = [f"{server.label} {server.version}".strip() for server in servers]
    return ", ".join([*systems, *filter(None, [toolchain])])
