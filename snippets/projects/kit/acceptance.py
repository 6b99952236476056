"""Runs a project's acceptance suite against any implementation that answers at a URL.

The suite is pytest files in the project's accept/ folder that speak only HTTP. A test is
one promise: the first line of its docstring says it, and the report says whether it holds.
"""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from snippets.projects.kit.catalog import Project
from snippets.runner.catalog import ROOT

CONFIG = Path(__file__).with_name("accept.ini")
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # without what else is installed


class Report:
    """Prints one line a promise, and at the end how many hold."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self.broken: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Print what became of one promise."""
        promise = dict(report.user_properties).get("promise", report.nodeid)
        if report.failed and promise not in self.broken:
            self.broken.append(promise)
            reasons = [line for line in report.longreprtext.splitlines() if line[:2] == "E "]
            print("\n".join([f"broken  {promise}", *reasons]), flush=True)
        elif report.skipped:
            print(f"skipped {promise}: {report.longrepr[2]}", flush=True)
        elif report.when == "call":
            self.held.append(promise)
            print(f"holds   {promise}", flush=True)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Print why the suite itself cannot be read."""
        if report.failed:
            self.broken.append(report.nodeid)
            print(report.longreprtext, flush=True)

    def pytest_sessionfinish(self) -> None:
        """Print the sum."""
        total = len(self.held) + len(self.broken)
        print(f"{len(self.held)} of {total} promises hold", flush=True)


def run(project: Project, url: str, words: str = "") -> int:
    """Try each promise of `project`, or those whose test's name fits `words`, on the
    implementation at `url`; print the report and return pytest's exit code."""
    try:
        httpx.get(url, timeout=5)
    except httpx.HTTPError as error:
        print(f"nothing answers at {url} ({error}); start it first")
        return 2
    os.environ |= ALONE
    chosen = ["-k", words] if words else []
    arguments = [*_suite(project, url), "-p", "no:terminal", *chosen]
    return pytest.main(arguments, plugins=[Report()])


def count(project: Project) -> int:
    """Return how many promises the suite of `project` holds, as the report counts them."""
    command = [sys.executable, "-m", "pytest", *_suite(project, ""), "--collect-only", "-q"]
    found = subprocess.run(
        command, cwd=ROOT, env=os.environ | ALONE, capture_output=True, text=True, check=True
    )
    return found.stdout.count("::")


def _suite(project: Project, url: str) -> list[str]:
    plugins = ["-p", "snippets.projects.kit.promises", "-p", "no:cacheprovider"]
    return [str(project.folder / "accept"), "--url", url, "-c", str(CONFIG), *plugins]
