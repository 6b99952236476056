"""A run says each mistake once, in its own words, and leaves nothing behind."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from macros.site import MacroError
from snippets.runner.head import SnippetError
from tests import building, conftest


def failed(text):
    return SimpleNamespace(failed=True, outcome="failed", longrepr=text)


def test_the_second_test_that_meets_a_mistake_is_skipped_and_says_so():
    told, first, second, other = set(), failed("a:1"), failed("a:1"), failed("b:2")
    for report in (first, second, other):
        conftest.tell_once(report, told)
    assert (first.outcome, first.longrepr) == ("failed", "a:1")
    assert second.outcome == "skipped" and "told above: a:1" in second.longrepr[2]
    assert other.outcome == "failed"


@pytest.mark.parametrize("kind", [MacroError, SnippetError])
def test_an_error_of_ours_is_its_message(kind):
    assert conftest.message(kind("docs/a.md:1: wrong")) == "docs/a.md:1: wrong"


def test_a_defect_keeps_its_trace():
    assert conftest.message(KeyError("x")) is None


def test_a_failed_build_is_told_without_the_chatter_of_mkdocs():
    wrote = (
        "INFO    -  Building\nWARNING -  a.md: no such link\n\nAborted with 1 warning\n"
    )
    result = subprocess.CompletedProcess([], 1, "", wrote)
    assert building.fault(result) == (
        "WARNING -  a.md: no such link\nAborted with 1 warning"
    )
    assert building.fault(subprocess.CompletedProcess([], 0, "", wrote)) == ""


def test_a_run_that_passes_leaves_no_file(tmp_path):
    command = [sys.executable, "-m", "pytest", "-q", "tests/check/test_record.py"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    subprocess.run(command, cwd=building.ROOT, env=environment, check=True)
    assert [path.name.split("-")[0] for path in tmp_path.rglob("*")] == ["pytest"]
