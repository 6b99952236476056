"""The workflows that test and publish are safe by zizmor's strictest rules."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ZIZMOR = Path(sys.executable).with_name("zizmor")


def findings(path):
    command = [ZIZMOR, "--offline", "--no-progress", "--persona=pedantic", path]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_workflows_are_clean():
    checked = findings(ROOT / ".github" / "workflows")
    assert checked.returncode == 0, checked.stdout


def test_an_unpinned_action_would_be_found(tmp_path):
    workflow = tmp_path / ".github" / "workflows" / "a.yml"
    workflow.parent.mkdir(parents=True)
    text = (ROOT / ".github" / "workflows" / "site.yml").read_text()
    pin = text[text.index("actions/checkout@") :].split()[0]
    workflow.write_text(text.replace(pin, "actions/checkout@v5"))
    assert "unpinned-uses" in findings(workflow).stdout
