"""Known holes of the pinned packages become a table, and a service that does not answer is
not taken for none."""

import json
import os

import pytest

from locks import advisories

SOUND = {"dependencies": [{"name": "a", "version": "1", "vulns": []}]}
HOLE = {"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"]}
HOLED = {"dependencies": [{"name": "a", "version": "1", "vulns": [HOLE]}]}
NPM = {"title": "It runs", "url": "https://a.invalid/1", "range": "<2"}


@pytest.fixture
def say(tmp_path, monkeypatch):
    """A function that makes `pip-audit` and `npm` print, and exit as they do."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    def answer(pip, npm=None):
        for name, text in (("pip-audit", pip), ("npm", npm or {"vulnerabilities": {}})):
            said = text if isinstance(text, str) else json.dumps(text)
            (tmp_path / f"{name}.txt").write_text(said)
            program = tmp_path / name
            does = f'echo "$*" >> {program}.called\ncat {program}.txt\nexit 1\n'
            program.write_text(f"#!/bin/sh\n{does}")
            program.chmod(0o755)
        return tmp_path

    return answer


def test_a_hole_is_a_row(say, capsys):
    say(HOLED, {"vulnerabilities": {"b": {"via": [NPM]}, "c": {"via": ["b"]}}})
    advisories.main([])
    printed = capsys.readouterr().out
    assert "| a | 1 | PYSEC-1 | 1.1, 2.0 |\n" in printed
    assert "| b | <2 | [It runs](https://a.invalid/1) | |\n" in printed
    assert printed.endswith("2 known holes\n")


def test_where_none_is_known_the_file_is_empty(say, tmp_path):
    say(SOUND)
    advisories.main(["--into", str(tmp_path / "holes.md")])
    assert (tmp_path / "holes.md").read_text() == ""


def test_every_lock_file_is_asked_about(say):
    folder = say(SOUND)
    advisories.main([])
    called = (folder / "pip-audit.called").read_text()
    files = (advisories.ROOT / "locks").glob("*.txt")
    assert [lock for lock in files if f"-r {lock}" not in called] == []


@pytest.mark.parametrize("answers", [("no network",), (SOUND, "no network"), ({"error": 1},)])
def test_a_service_that_does_not_answer_is_not_taken_for_none(say, answers):
    say(*answers)
    with pytest.raises(SystemExit, match="did not answer"):
        advisories.main([])


NPM_OFFLINE = """npm warn Unknown user config "a".
npm warn audit 405 Method Not Allowed
npm error audit endpoint returned an error
npm error A complete log of this run can be found in: a.log
"""
PIP_OFFLINE = """Traceback (most recent call last):
  File "adapters.py", line 729, in send
ConnectionError: Failed to resolve 'a.invalid'
"""


@pytest.mark.parametrize(
    ("program", "said", "why"),
    [
        ("npm", NPM_OFFLINE, "npm warn audit 405 Method Not Allowed"),
        ("pip-audit", PIP_OFFLINE, "ConnectionError: Failed to resolve 'a.invalid'"),
        ("npm", "", "it said nothing"),
    ],
)
def test_without_network_one_line_says_which_service_and_why(
    say, tmp_path, program, said, why
):
    folder = say(SOUND)
    (folder / "said.txt").write_text(said)
    (folder / program).write_text(f"#!/bin/sh\ncat {folder}/said.txt >&2\nexit 1\n")
    with pytest.raises(SystemExit) as ended:
        advisories.main(["--into", str(tmp_path / "holes.md")])
    assert str(ended.value) == (
        f"`{program}` did not answer: {why}. "
        "Nothing was written: without every answer, no hole can be ruled out."
    )
    assert not (tmp_path / "holes.md").exists()


def test_a_program_that_is_missing_is_named(say, monkeypatch, tmp_path):
    say(SOUND)
    monkeypatch.setattr(advisories, "NPM", [str(tmp_path / "gone")])
    with pytest.raises(SystemExit, match="gone: .* it must be on PATH"):
        advisories.main([])
