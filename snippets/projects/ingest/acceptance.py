# needs: postgresql, clickhouse
# timeout: 120
# soak: 1
import os
import subprocess
import sys

from snippets.projects.kit import catalog, mutants, running
from snippets.runner.catalog import ROOT

ingest = catalog.find("ingest")
systems = {"DATABASE_URL": os.environ["DATABASE_URL"], **ingest.accept}
with running.started(ingest, systems) as service:
    suite = [
        sys.executable,
        "-m",
        "snippets.projects.kit",
        "accept",
        "ingest",
        service.url,
    ]
    report = subprocess.run(suite, cwd=ROOT, capture_output=True, text=True)
print(report.stdout, end="")
print(f"bugs that it has to notice: {len(mutants.of(ingest))}")
assert report.returncode == 0
