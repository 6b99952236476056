"""The workflows that test and publish are safe by zizmor's strictest rules, and GitHub can
read the forms in which readers tell what is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ZIZMOR = Path(sys.executable).with_name("zizmor")
SCHEMAS = Path(sys.executable).with_name("check-jsonschema")
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"


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


def faults(form):
    command = [SCHEMAS, "--builtin-schema=vendor.github-issue-forms", form]
    checked = subprocess.run(command, capture_output=True, text=True)
    return checked.stdout if checked.returncode else ""


@pytest.mark.parametrize("form", sorted(FORMS.glob("[!c]*.yml")), ids=lambda form: form.stem)
def test_a_form_is_as_github_reads_it(form):
    assert not faults(form)


def test_a_broken_form_would_be_found(tmp_path):
    form = tmp_path / "form.yml"
    form.write_text((FORMS / "unclear.yml").read_text().replace("type: input", "type: line"))
    assert "line" in faults(form)
