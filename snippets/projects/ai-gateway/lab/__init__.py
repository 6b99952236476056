"""What the proofs share: replicas of the gateway, whole or with one of its bugs."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from accept.conftest import Gateway
from snippets.projects.kit import catalog, mutants
from snippets.projects.kit.running import Started, started

PROJECT = catalog.find("ai-gateway")
SYSTEMS = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}


@contextmanager
def replicas(count: int = 1, bug: str = "", **settings: str) -> Iterator[list[Started]]:
    """Run `count` gateways on the snippet's PostgreSQL and Valkey."""
    with ExitStack() as stack:
        project = PROJECT
        if bug:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            [mutant] = [m for m in mutants.of(PROJECT) if m.id == bug]
            project = mutants.broken(PROJECT, mutant, folder)
        environment = {**PROJECT.accept, **SYSTEMS, **settings}
        yield [stack.enter_context(started(project, environment)) for _ in range(count)]


@contextmanager
def using(service: Started) -> Iterator[Gateway]:
    """A client of `service` with a model and a key of its own."""
    with httpx.Client(base_url=service.url, timeout=30) as client, ExitStack() as stack:
        yield Gateway(client, stack)


def metric(service: Started, name: str) -> float:
    """Return the sum of a counter or gauge over its labels."""
    lines = httpx.get(f"{service.url}/metrics").text.splitlines()
    starts = (f"{name}{{", f"{name} ")
    return sum(float(v.split()[-1]) for v in lines if v.startswith(starts))
