"""A branch name that git allows becomes a program, or stays a word."""

import os
import re
import subprocess
from pathlib import Path

SECRET = "ghs_pretend"
STOLEN = Path("stolen")


# --8<-- [start:idea]
def runner(step: dict, github: dict) -> str:
    """Do as a runner does: put values into the text, then run the text."""

    def expand(text: str) -> str:
        return re.sub(r"\${{ github\.(\w+) }}", lambda m: github[m[1]], text)

    Path("step.sh").write_text(expand(step["run"]))  # (1)!
    env = {"PATH": os.environ["PATH"], "GITHUB_TOKEN": SECRET}
    env |= {name: expand(value) for name, value in step.get("env", {}).items()}
    shell = ["bash", "-e", "step.sh"]
    return subprocess.run(shell, env=env, capture_output=True, text=True).stdout.strip()


STEPS = {
    "pasted": {"run": 'echo "building ${{ github.head_ref }}"'},
    "pasted in single quotes": {"run": "echo 'building ${{ github.head_ref }}'"},
    "through env": {  # (2)!
        "env": {"BRANCH": "${{ github.head_ref }}"},
        "run": 'echo "building $BRANCH"',
    },
    "through env, pasted again": {
        "env": {"BRANCH": "${{ github.head_ref }}"},
        "run": 'eval "echo building $BRANCH"',
    },
}
BRANCHES = {
    "honest": "fix-login",
    "substitution": "x$(printenv${IFS}GITHUB_TOKEN>stolen)",  # (3)!
    "quote": "x';printenv${IFS}GITHUB_TOKEN>stolen;'",
}
# --8<-- [end:idea]

for name, branch in BRANCHES.items():
    allowed = subprocess.run(["git", "check-ref-format", "--branch", branch], stdout=-3)
    print(f"{name}: git {'allows' if allowed.returncode == 0 else 'refuses'} {branch}")
    assert allowed.returncode == 0

outcome = {}
for how, step in STEPS.items():
    for name, branch in BRANCHES.items():
        STOLEN.unlink(missing_ok=True)
        runner(step, {"head_ref": branch})
        outcome[how, name] = STOLEN.exists() and SECRET in STOLEN.read_text()
    stolen = [name for name in BRANCHES if outcome[how, name]]
    print(f"{how}, token stolen by: {', '.join(stolen) or 'nobody'}")
assert outcome["pasted", "substitution"] and outcome["pasted in single quotes", "quote"]
assert not any(stolen for (how, _), stolen in outcome.items() if how == "through env")
