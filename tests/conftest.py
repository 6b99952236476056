"""Shared by all tests: what to do where something that a test needs is missing, and how
a mistake in the project is told once."""

import os
import warnings
from pathlib import Path
from typing import NoReturn

import pytest

from snippets.services.process import alone
from tests import building
from tests.quiet import Room

_told: set[str] = set()
_ROOM = pytest.StashKey[Room]()
_FAILED = (Exception, pytest.fail.Exception)


def unavailable(reason: object) -> NoReturn:
    """Skip on a laptop, with the reason; fail where CI is set, so that nothing rots."""
    if os.environ.get("CI"):
        pytest.fail(f"missing in CI: {reason}", pytrace=False)
    pytest.skip(str(reason))


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory) -> Path:
    """A folder of this run that its processes share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def _room(run_folder, pytestconfig) -> None:
    pytestconfig.stash[_ROOM] = Room(run_folder)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Run a test beside others; one marked `measures` that fails then runs alone, twice at
    most: a shared disk may be busy though this machine is not."""
    room = item.config.stash[_ROOM]
    try:
        with room.shared():
            return (yield)
    except _FAILED:
        if not item.get_closest_marker("measures"):
            raise
        with room.alone():
            _run_twice_at_most(item)
        warnings.warn(f"{item.nodeid} passed only when nothing ran beside it")


def _run_twice_at_most(item: pytest.Item) -> None:
    try:
        item.runtest()
    except _FAILED:
        item.runtest()


@pytest.fixture(scope="session")
def build_of_project(run_folder) -> tuple[Path, str]:
    """The folder of the site, built once a run, and why it could not be built, or ""."""
    folder, outcome = run_folder / "site", run_folder / "site-outcome"
    with alone(run_folder / "site-lock"):
        if not outcome.exists():
            outcome.write_text(building.fault(building.build(folder)))
    return folder, outcome.read_text()


@pytest.fixture(scope="session")
def site(build_of_project) -> Path:
    """The folder of the built site."""
    folder, fault = build_of_project
    if fault:
        pytest.fail(fault, pytrace=False)
    return folder


def message(error: BaseException) -> str | None:
    """Return the message of an error that was written for people; None for others.

    Such are the errors of this project's own modules, and pytest.fail without a trace.
    """
    ours = type(error).__module__.startswith(("macros.", "snippets."))
    told = isinstance(error, pytest.fail.Exception) and not error.pytrace
    return str(error) if ours or told else None


def _without_trace(report, call):
    error = call.excinfo.value if call and call.excinfo else None
    if report.failed and error and (text := message(error)):
        report.longrepr = text
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return _without_trace((yield), call)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    return _without_trace(report, report.__dict__.get("call"))


def pytest_collectreport(report):
    tell_once(report, _told)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report):
    if "PYTEST_XDIST_WORKER" not in os.environ:  # the process that prints
        tell_once(report, _told)


def tell_once(report, told: set[str]) -> None:
    """Turn a failure with a message that is among `told` into a skip that says so."""
    text = report.longrepr
    if not report.failed or not isinstance(text, str):
        return
    if text in told:
        reason = f"Skipped: stopped by a mistake that is told above: {text[:60]}..."
        report.outcome, report.longrepr = "skipped", (__file__, 1, reason)
    told.add(text)
