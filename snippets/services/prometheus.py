"""Prometheus, with Alertmanager where a snippet asks for it; promtool and amtool on PATH.

PROMETHEUS_URL answers. PROMETHEUS_CONFIG is its folder, whose prometheus.yml reads rules
from rules/*.yml and targets from targets/*.yml: a snippet writes there and sends a POST to
/-/reload. Alertmanager is the same with ALERTMANAGER_URL and alertmanager.yml. A running
server is taken from nobody, since a snippet rewrites its configuration.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from snippets.services import binaries
from snippets.services.process import (
    SystemMissing, free_port, healthy, running, scratch,
)  # fmt: skip
from snippets.services.server import Server

LABEL = "Prometheus"
VARIABLE = "PROMETHEUS_URL"
TEMPLATES = Path("/usr/share/prometheus/alertmanager")  # 34 letters, an even number
CONFIG = """\
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [rules/*.yml]
scrape_configs:
  - job_name: snippet
    file_sd_configs: [{files: [targets/*.yml], refresh_interval: 1s}]
"""
ALERTING = """\
alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:%d"]}]}]}
"""
NO_ROUTE = "route: {receiver: none}\nreceivers: [{name: none}]\n"


def _binary(program: str, package: str) -> Path:
    return binaries.find(program, variable=program.upper(), package=package)


def _alertmanager_binary() -> Path:
    package = "prometheus-alertmanager"
    try:  # Debian's name, then that of the project
        return binaries.find(package, variable="ALERTMANAGER", package=package)
    except SystemMissing:
        return _binary("alertmanager", package)


def _movable(program: Path) -> Path:
    """Return a copy of Debian's Alertmanager that looks for its templates in the folder
    in which it is started; `program` itself where they are where it was built to look."""
    if TEMPLATES.exists() or not _beside(program).exists():
        return program
    copy = program.with_suffix(".movable")
    if not copy.exists():
        fixed = str(TEMPLATES).encode()
        with tempfile.NamedTemporaryFile(dir=copy.parent, delete=False) as new:
            new.write(program.read_bytes().replace(fixed, b"./" * (len(fixed) // 2)))
        os.chmod(new.name, 0o755)
        os.replace(new.name, copy)
    return copy


def _beside(program: Path) -> Path:
    return program.parents[1] / TEMPLATES.relative_to("/usr")


@contextlib.contextmanager
def _alertmanager(folder: Path, port: int) -> Iterator[tuple[str, dict[str, str]]]:
    program = _movable(_alertmanager_binary())
    release = binaries.version(program, system="Alertmanager", at_least=0)
    config, url = folder / "alertmanager.yml", f"http://127.0.0.1:{port}"
    config.write_text(NO_ROUTE)
    command = [str(program), f"--config.file={config}", "--cluster.listen-address="]
    command += [f"--storage.path={folder}/am", f"--web.listen-address=127.0.0.1:{port}"]
    log = folder / "alertmanager.log"
    ready = lambda: healthy(f"{url}/-/ready")  # noqa: E731
    cwd = _beside(program) if _beside(program).exists() else folder
    with running(command, name="Alertmanager", log=log, ready=ready, cwd=cwd):
        yield release, {"ALERTMANAGER_URL": url}


@contextlib.contextmanager
def server(settings: dict[str, str], *, alertmanager: bool = False) -> Iterator[Server]:
    """Start an empty Prometheus; `settings` are its flags without the dashes."""
    program = _binary("prometheus", "prometheus")
    release = binaries.version(program, system=LABEL, at_least=2)
    with scratch("prometheus") as folder, contextlib.ExitStack() as stack:
        for part in ("rules", "targets"):
            (folder / part).mkdir()
        port, config = free_port(), folder / "prometheus.yml"
        url = f"http://127.0.0.1:{port}"
        environment = {VARIABLE: url, "PROMETHEUS_CONFIG": str(folder)}
        config.write_text(CONFIG)
        if alertmanager:
            beside = free_port()
            config.write_text(CONFIG + ALERTING % beside)
            other, more = stack.enter_context(_alertmanager(folder, beside))
            release, environment = f"{release}, Alertmanager {other}", environment | more
        command = [str(program), f"--config.file={config}", "--web.enable-lifecycle"]
        command += [f"--web.listen-address=127.0.0.1:{port}"]
        command += [f"--storage.tsdb.path={folder}/data"]
        flags = [f"--{key}={value}" for key, value in settings.items()]
        log, ready = folder / "prometheus.log", lambda: healthy(f"{url}/-/ready")
        with running([*command, *flags], name=LABEL, log=log, ready=ready):
            yield Server(LABEL, release, environment)


@contextlib.contextmanager
def for_snippet(options: dict[str, str]) -> Iterator[Server]:
    """Give a snippet a Prometheus of its own: it starts in 0.1 s and takes 41 MB."""
    beside = options.pop("alertmanager", None) is not None
    with server(options, alertmanager=beside) as started:
        yield started
