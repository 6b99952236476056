# needs: postgresql
# timeout: 1500
# soak: 10
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from snippets.projects.kit import catalog, mutants
from snippets.projects.kit.running import asked, started
from snippets.services.postgresql import database

project, found = catalog.find("saas"), {"DATABASE_URL": os.environ["DATABASE_URL"]}


def run(service, *command):
    """Run a module beside the service, with its settings in the environment."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=project.folder, capture_output=True,
        env=os.environ | service.environment, text=True)


def accepted(service, *words):
    return run(service, "snippets.projects.kit", "accept", "saas", service.url, *words)


with started(project, asked(project) | found) as service:
    report = accepted(service)
    print(report.stdout)
    assert report.returncode == 0
    tried = run(
        service, "schemathesis.cli", "run", f"{service.url}/openapi.json",
        "--max-examples=15", "--phases=examples,coverage,fuzzing", "--seed=1",
        "--generation-deterministic", "--suppress-health-check=all")
    assert tried.returncode == 0, tried.stdout
    operations = re.search(r"Operations:\s+(\d+) selected", tried.stdout)[1]
    cases = re.search(r"(\d+) generated", tried.stdout)[1]
    print(f"schemathesis: {operations} operations, ≈ {cases} cases, failures: 0")
caught = []
for mutant in mutants.of(project):
    own = database(os.environ["DATABASE_URL"])
    with own as url, tempfile.TemporaryDirectory() as folder:
        variant = mutants.broken(project, mutant, Path(folder))
        with started(variant, asked(project) | {"DATABASE_URL": url}) as service:
            result = accepted(service, mutant.caught_by)
    caught += [mutant.id] * (result.returncode == 1)
    print(f"{mutant.id}: {'caught by' if result.returncode == 1 else 'NOT caught by'}",
          mutant.caught_by)
print("broken variants caught:", len(caught), "of", len(mutants.of(project)))
assert len(caught) == len(mutants.of(project))
