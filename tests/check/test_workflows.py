"""The workflows that test and publish are safe by zizmor's strictest rules, and GitHub can
read the forms in which readers tell what is wrong. What is due is kept in one issue."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ZIZMOR = Path(sys.executable).with_name("zizmor")
SCHEMAS = Path(sys.executable).with_name("check-jsonschema")
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
MAKEFILE = (ROOT / "Makefile").read_text()


def findings(path):
    command = [ZIZMOR, "--offline", "--no-progress", "--persona=pedantic", path]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_workflows_are_clean():
    checked = findings(ROOT / ".github" / "workflows")
    assert checked.returncode == 0, checked.stdout


def test_what_a_pull_request_runs_reads_only_and_knows_no_secret():
    text = (ROOT / ".github" / "workflows" / "site.yml").read_text()
    jobs = yaml.safe_load(text)["jobs"]
    assert yaml.safe_load(text)["permissions"] == {}
    for_all = [job for job in jobs.values() if job.get("if") != "github.event_name == 'push'"]
    assert [job["permissions"] for job in for_all] == [{"contents": "read"}]
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        workflow = path.read_text()
        assert "secrets." not in workflow and "pull_request_target" not in workflow
        checkouts = workflow.count("uses: actions/checkout@")
        assert workflow.count("persist-credentials: false") == checkouts


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


ONE_ISSUE = ROOT / ".github" / "one-issue.sh"
# A `gh` that notes how it is called, and knows of the issues in a file.
GH = """#!/bin/sh
echo "$*" >> "$NOTES"
[ "$1 $2" != "issue list" ] || cat "$OPEN"
"""


@pytest.fixture
def gh(tmp_path):
    """A function that keeps the issue with a text, given the open ones, and returns the
    calls of `gh` after the first, which asks for them."""
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    names = {name: tmp_path / name for name in ("NOTES", "OPEN")}
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"

    def keep(text, numbers=""):
        (tmp_path / "due.md").write_text(text)
        names["OPEN"].write_text(numbers)
        command = [ONE_ISSUE, "due facts", "Due", tmp_path / "due.md"]
        env = {**os.environ, "PATH": path, **{k: str(v) for k, v in names.items()}}
        subprocess.run(command, env=env, check=True)
        asked, *calls = names["NOTES"].read_text().splitlines()
        assert asked.startswith("issue list --state open --label due facts --limit 1")
        return calls

    return keep


def test_the_first_list_opens_an_issue_with_its_label(gh, tmp_path):
    label, issue = gh("| a |")
    assert label.startswith("label create due facts --force")
    into = f"--body-file {tmp_path}/due.md"
    assert issue == f"issue create --title Due --label due facts {into}"


def test_a_list_is_written_into_the_issue_that_is_open(gh, tmp_path):
    assert gh("| a |", "7\n") == [f"issue edit 7 --title Due --body-file {tmp_path}/due.md"]


def test_a_list_that_no_issue_can_hold_is_cut_after_a_whole_line(gh, tmp_path):
    gh("| 期限 |\n" * 9_000)
    *rows, blank, last = (tmp_path / "due.md").read_text().splitlines()
    assert set(rows) == {"| 期限 |"} and 4_000 < len(rows) < 9_000
    assert not blank and last.startswith("The list is longer")
    assert len((tmp_path / "due.md").read_text()) < 65_536


def test_an_empty_list_closes_the_issue_and_opens_none(gh):
    assert gh("", "7\n")[0].startswith("issue close 7")


def test_where_nothing_is_due_and_nothing_open_nothing_happens(gh):
    assert gh("") == []


def test_what_ages_is_looked_at_by_the_clock_and_gates_nothing():
    text = (ROOT / ".github" / "workflows" / "fresh.yml").read_text()
    assert "schedule:" in text and "push:" not in text and "pull_request" not in text
    assert "make due" not in (ROOT / ".github" / "workflows" / "site.yml").read_text()
    for target in ("make due INTO=due.md", "make links INTO=links.md", "make holes INTO=holes.md"):
        assert f"run: {target}" in text and f"\n{target.split()[1]}:" in MAKEFILE
