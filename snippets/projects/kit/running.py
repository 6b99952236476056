"""Starts the processes of a project beside systems that already run."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from snippets.projects.kit.catalog import Project
from snippets.runner.catalog import ROOT
from snippets.services import Server
from snippets.services.process import free_port, healthy, running, scratch


@dataclass(frozen=True)
class Started:
    """url: where it listens; processes: module -> process; log: folder of their logs;
    environment: what it was given."""

    url: str
    processes: dict[str, subprocess.Popen]
    log: Path
    environment: Mapping[str, str]

    def logged(self) -> str:
        """Return all that the processes have written."""
        return "".join(p.read_text(errors="replace") for p in sorted(self.log.glob("*.log")))


def addresses(servers: Iterable[Server]) -> dict[str, str]:
    """Return the variables through which a project finds its systems."""
    return {name: value for s in servers for name, value in s.environment.items()}


def environment_with(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a process that imports this project: those of its starter
    and `settings`."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **settings}


def asked(project: Project) -> dict[str, str]:
    """Return the settings that the acceptance suite asks for, with a free port for each
    that it listens on: runs beside each other do not meet. Both get them: the service
    when it starts, the suite as its environment."""
    found = dict(project.accept)
    for port in project.listens:
        free = str(free_port())
        found = {name: value.replace(port, free) for name, value in found.items()}
    return found


@contextlib.contextmanager
def started(
    project: Project,
    environment: Mapping[str, str],
    port: int | None = None,
    start: Callable[..., subprocess.Popen] = subprocess.Popen,
) -> Iterator[Started]:
    """Run the service and its workers until the block ends.

    `environment` holds the addresses of its systems and its settings. DATA_DIR, unless
    given there, is an empty folder that goes with the block. `start` is called as
    subprocess.Popen is. Raises ServiceError with the end of the log where the service
    does not become ready.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    with scratch(project.name) as log, contextlib.ExitStack() as stack:
        environment = {"DATA_DIR": str(log / "data"), **environment}
        processes = {}
        for module in (project.serve, *project.workers):
            told = {**environment, "PORT": str(port)}
            processes[module] = stack.enter_context(
                process(project, module, told, log, url, start)
            )
        yield Started(url, processes, log, environment)


@contextlib.contextmanager
def process(
    project: Project,
    module: str,
    environment: Mapping[str, str],
    log: Path,
    url: str,
    start: Callable[..., subprocess.Popen] = subprocess.Popen,
) -> Iterator[subprocess.Popen]:
    """Run one module of a project; the one that listens is awaited at its /readyz."""
    listens = module == project.serve
    with running(
        [sys.executable, "-m", module],
        name=f"{project.name} ({module})",
        log=log / f"{module}.log",
        ready=lambda: not listens or healthy(f"{url}/readyz"),
        start=start,
        cwd=project.folder,
        env=environment_with(environment),
    ) as found:
        yield found
