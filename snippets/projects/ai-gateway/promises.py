# needs: postgresql, valkey
# timeout: 120
# The suite's report on the gateway, and on one that passes finish_reason on at once.
import subprocess
import sys

from lab import PROJECT, replicas

from snippets.projects.kit import acceptance, mutants
from snippets.runner.catalog import ROOT

# --8<-- [start:report]
TRIED = "cut_stream and closed or whole_stream or done"
BUGS = {"the gateway": "", "broken variant": "finish-reason-passed-on-at-once"}
for name, bug in BUGS.items():
    with replicas(bug=bug) as [service]:
        accept = [sys.executable, "-m", "snippets.projects.kit", "accept", "ai-gateway"]
        command = [*accept, service.url, TRIED]
        report = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True
        ).stdout
    print(f"{name}:")
    for line in report.splitlines():
        if line.startswith(("holds", "broken")) or line.endswith("hold"):
            print(
                "  ",
                line.replace(
                    "A stream that the provider cuts ends", "A cut stream ends"
                ),
            )
    # --8<-- [end:report]
    assert ("broken" in report) == bool(bug)
print(f"promises of the whole suite: {acceptance.count(PROJECT)}")
print(f"bugs that it has to notice: {len(mutants.of(PROJECT))}")
