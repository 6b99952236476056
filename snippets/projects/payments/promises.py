# needs: postgresql
# timeout: 90
"""A part of the acceptance suite: on the service, and on one with a bug."""

import subprocess
import sys
import tempfile
from pathlib import Path

from snippets.projects.kit import acceptance, catalog, mutants
from snippets.projects.kit.running import started
from snippets.runner.catalog import ROOT

project = catalog.find("payments")
bug = {m.id: m for m in mutants.of(project)}["key-is-looked-up-not-claimed"]


def accept(variant: catalog.Project, words: str) -> list[str]:
    """What `make accept` prints for the promises whose names fit."""
    with started(variant, project.accept) as service:
        command = [sys.executable, "-m", "snippets.projects.kit", "accept", "payments"]
        command += [service.url, words]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    return [line for line in told.splitlines() if not line.startswith("E ")]


print("the service:")
print("\n".join(accept(project, "test_keys")))
with tempfile.TemporaryDirectory() as folder:
    print(f"with the bug {bug.id}:")
    broken = accept(mutants.broken(project, bug, Path(folder)), bug.caught_by)
    print("\n".join(broken))
print(f"promises of the whole suite: {acceptance.count(project)}")
print(f"bugs that it has to notice: {len(mutants.of(project))}")
assert broken[0].startswith("broken ")
