"""Each project starts with its real systems, holds all promises of its acceptance suite,
and no broken variant of it passes.

`pytest -k payments` runs one project.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from snippets.projects.kit import catalog, mutants
from snippets.projects.kit.running import addresses, asked, environment_with, started
from snippets.runner.catalog import ROOT
from snippets.runner.head import parse_needs
from snippets.services import Services
from snippets.services.process import SystemMissing, answers, free_port
from snippets.services.process import running as running_process
from tests.conftest import unavailable
from tests.run.forks import Forked

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
def running(project, services, start=subprocess.Popen):
    """Yield the project as `start` starts it, with systems of its own."""
    try:
        with services.provide(parse_needs(project.needs)) as servers:
            environment = {**addresses(servers), **asked(project)}
            with started(project, environment, start=start) as service:
                yield service
    except SystemMissing as reason:
        unavailable(reason)


def accepted(project, service, folder, *words, start=subprocess.Popen):
    """The exit code of `make accept` and its report, which is written in `folder`."""
    command = [sys.executable, "-m", "snippets.projects.kit", "accept", project.name]
    env = os.environ | service.environment
    with (folder / "report").open("wb") as report:
        into = {"stdout": report, "stderr": report}
        trial = start([*command, service.url, *words], cwd=ROOT, env=env, **into)
        return trial.wait(240), Path(report.name).read_text()


def told(report, service):
    return f"{report}\n{service.logged()[-3000:]}"


@pytest.mark.measures
@each
def test_every_promise_holds(project, services, tmp_path):
    with running(project, services, start=Forked) as service:
        status, report = accepted(project, service, tmp_path)
        assert status == 0, told(report, service)


@pytest.mark.measures
@each_mutant
def test_a_broken_variant_is_caught(project, mutant, services, tmp_path):
    variant = mutants.broken(project, mutant, tmp_path)
    with running(variant, services, start=Forked) as service:
        promise = mutant.caught_by
        status, report = accepted(project, service, tmp_path, promise, start=Forked)
    assert status == 1, f"{promise} holds:\n{told(report, service)}"
    assert "broken  " in report


def test_a_forked_module_finds_imported_what_all_share_and_its_own_anew(tmp_path):
    seen = "[name in sys.modules for name in ('alembic.command', 'told')]"
    (tmp_path / "told.py").write_text(f"import sys; print(__name__, {seen})")
    with (tmp_path / "out").open("wb") as out:
        command = [sys.executable, "-m", "told"]
        ended = Forked(command, cwd=tmp_path, env={}, stdout=out).wait(60)
    assert (ended, Path(out.name).read_text()) == (0, "__main__ [True, False]\n")


STARTER = """
import os, signal, sys
from tests.run.forks import Forked
with open(sys.argv[1], "wb") as log:
    command = [sys.executable, "-m", "http.server", sys.argv[2]]
    Forked(command, cwd=".", env=os.environ, stdout=log)
signal.pause()
"""


def test_a_forked_process_ends_when_its_starter_is_killed(tmp_path):
    port = free_port()
    command = [sys.executable, "-c", STARTER, str(tmp_path / "log"), str(port)]
    with running_process(
        command, name="starter", log=tmp_path / "starter", ready=lambda: answers(port),
        env=environment_with({}), cwd=ROOT,
    ) as starter:  # fmt: skip
        starter.kill()
        starter.wait()
    deadline = time.monotonic() + 15
    while answers(port) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not answers(port)


def test_a_worker_does_not_load_what_migrates():
    asked = "import snippets.projects.kit.database, sys; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT).returncode == 0


@each
def test_has_enough_broken_variants(project):
    assert len(mutants.of(project)) >= LEAST_MUTANTS


@pytest.mark.measures
@each
def test_no_generated_request_breaks_the_openapi(project, services):
    with running(project, services, start=Forked) as service:
        command = [
            sys.executable, "-m", "schemathesis.cli", "run", f"{service.url}/openapi.json",
            "--max-examples=15", "--phases=examples,coverage,fuzzing", "--seed=1",
            "--generation-deterministic", "--suppress-health-check=all",
        ]  # fmt: skip
        result = subprocess.run(
            command, cwd=project.folder, env=environment_with(service.environment),
            capture_output=True, text=True,
        )  # fmt: skip
        assert result.returncode == 0, told(result.stdout + result.stderr, service)


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
