"""Airflow, Dagster and Prefect, each in an environment of its own.

No environment can hold them all: each pins what the others need otherwise. The first
snippet that needs one makes .venv/<name> from locks/<name>.txt. AIRFLOW, DAGSTER or PREFECT
names the folder of its programs, among them the `python` that can import it.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import bootstrap
from snippets.services.server import Server

PACKAGES = {"airflow": "apache-airflow", "dagster": "dagster", "prefect": "prefect"}


def release(name: str) -> str:
    """Return the version that locks/<name>.txt names."""
    lock = (bootstrap.ROOT / "locks" / f"{name}.txt").read_text()
    return re.search(rf"^{PACKAGES[name]}==([\d.]+)", lock, re.MULTILINE)[1]


def giver(name: str) -> Callable[[dict[str, str]], AbstractContextManager[Server]]:
    """Return the `for_snippet` of one of them."""

    @contextlib.contextmanager
    def for_snippet(options: dict[str, str]) -> Iterator[Server]:
        programs: Path = bootstrap.make(name, [name]) / "bin"
        told = {name.upper(): str(programs)}
        yield Server(name.capitalize(), release(name), told)

    return for_snippet
