"""Each project starts with its real systems, holds all promises of its acceptance suite,
and no broken variant of it passes.

`pytest -k payments` runs one project.
"""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from snippets.projects.kit import catalog, mutants
from snippets.projects.kit.running import addresses, asked, started
from snippets.runner.catalog import ROOT
from snippets.runner.head import parse_needs
from snippets.services import Services
from snippets.services.process import SystemMissing
from tests.conftest import unavailable

PROJECTS = [catalog.find(name) for name in catalog.names()]
each = pytest.mark.parametrize("project", PROJECTS, ids=lambda p: p.name)
MUTANTS = [(p, m) for p in PROJECTS for m in mutants.of(p)]
each_mutant = pytest.mark.parametrize(
    ("project", "mutant"), [pytest.param(p, m, id=f"{p.name}/{m.id}") for p, m in MUTANTS]
)
LEAST_MUTANTS = 10


@pytest.fixture(scope="session")
def services():
    with Services() as running:
        yield running


@contextmanager
def running(project, services, **settings):
    """Yield the project as started with systems of its own."""
    try:
        with services.provide(parse_needs(project.needs)) as servers:
            environment = {**addresses(servers), **asked(project), **settings}
            with started(project, environment) as service:
                yield service
    except SystemMissing as reason:
        unavailable(reason)


def accepted(project, service, *words):
    command = [sys.executable, "-m", "snippets.projects.kit", "accept"]
    return subprocess.run(
        [*command, project.name, service.url, *words],
        cwd=ROOT, env=os.environ | service.environment,
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip


def told(result, service):
    return f"{result.stdout}{result.stderr}\n{service.logged()[-3000:]}"


@pytest.mark.measures
@each
def test_every_promise_holds(project, services):
    with running(project, services) as service:
        result = accepted(project, service)
        assert result.returncode == 0, told(result, service)


@each_mutant
def test_a_broken_variant_is_caught(project, mutant, services, tmp_path):
    variant = mutants.broken(project, mutant, tmp_path)
    with running(variant, services) as service:
        result = accepted(project, service, mutant.caught_by)
    assert result.returncode == 1, f"{mutant.caught_by} holds:\n{told(result, service)}"
    assert "broken  " in result.stdout


@each
def test_has_enough_broken_variants(project):
    assert len(mutants.of(project)) >= LEAST_MUTANTS


@pytest.mark.measures
@each
def test_no_generated_request_breaks_the_openapi(project, services):
    with running(project, services) as service:
        command = [
            sys.executable, "-m", "schemathesis.cli", "run", f"{service.url}/openapi.json",
            "--max-examples=15", "--phases=examples,coverage,fuzzing", "--seed=1",
            "--generation-deterministic", "--suppress-health-check=all",
        ]  # fmt: skip
        result = subprocess.run(
            command, cwd=project.folder, env=os.environ | service.environment,
            capture_output=True, text=True,
        )  # fmt: skip
        assert result.returncode == 0, told(result, service)


@each
def test_a_wrong_setting_is_named_before_anything_starts(project):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PORT": "no"}
    refused = subprocess.run(
        [sys.executable, "-m", project.serve],
        cwd=project.folder, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert refused.returncode == os.EX_CONFIG
    assert "PORT: Input should be a valid integer" in refused.stderr


@each
def test_a_stop_is_orderly(project, services):
    with running(project, services) as service:
        for process in service.processes.values():
            process.send_signal(signal.SIGTERM)
        ends = {name: p.wait(15) for name, p in service.processes.items()}
    assert set(ends.values()) <= {0, -signal.SIGTERM}, ends
