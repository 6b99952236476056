"""zizmor reads a careless workflow, then the one that tests and publishes this site."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

# --8<-- [start:careless]
CARELESS = """\
name: preview
on: pull_request_target
jobs:
  preview:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - uses: tj-actions/changed-files@v45
      - uses: actions/setup-node@v5
        with:
          cache: npm
      - run: npm ci && npm run preview -- --name="${{ github.head_ref }}"
        env:
          AWS_SECRET_ACCESS_KEY: ${{ secrets.AWS_SECRET_ACCESS_KEY }}
"""
# --8<-- [end:careless]
ZIZMOR = Path(sys.executable).with_name("zizmor")
OURS = Path(__file__).resolve().parents[2] / ".github" / "workflows" / "site.yml"


def audit(workflow: Path) -> tuple[int, list[dict]]:
    command = [ZIZMOR, "--offline", "--no-config", "--persona=auditor", "--format=json"]
    done = subprocess.run([*command, workflow], capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout)


Path("careless.yml").write_text(CARELESS)
code, findings = audit(Path("careless.yml"))
grades = {f["ident"]: f["determinations"]["severity"] for f in findings}
for ident, count in sorted(Counter(f["ident"] for f in findings).items()):
    print(f"{grades[ident]:13} {ident} ({count})")
print(f"careless, findings: {len(findings)}")
print(f"careless, exit code: {code}")
ours_code, ours = audit(OURS)
print(f"ours, findings: {len(ours)}")
print(f"ours, exit code: {ours_code}")
assert code and {"template-injection", "dangerous-triggers"} <= grades.keys()
assert not ours and ours_code == 0
