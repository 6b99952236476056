"""Shared by all tests: what to do where something that a test needs is missing, and how
a mistake in the project is told once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from tests import building


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


@pytest.fixture(scope="session")
def build_of_project(run_folder) -> tuple[Path, str]:
    """The folder of the site, built once a run, and why it could not be built, or ""."""
    folder, outcome = run_folder / "site", run_folder / "site-outcome"
    with _alone(run_folder / "site-lock"):
        if not outcome.exists():
            outcome.write_text(building.fault(building.build(folder)))
    return folder, outcome.read_text()


@pytest.fixture
def site(build_of_project, run_folder) -> Path:
    """The folder of the built site. Where it does not build, the first test to ask fails
    and says why; the others are skipped."""
    folder, fault = build_of_project
    if fault:
        try:
            (run_folder / "site-fault-is-told").touch(exist_ok=False)
        except FileExistsError:
            pytest.skip("the site does not build; another test says why")
        pytest.fail(f"the site does not build: {fault}", pytrace=False)
    return folder


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def message(error: BaseException) -> str | None:
    """Return the message of an error that was written for people; None for others.

    Such are the errors of this project's own modules, and pytest.fail without a trace.
    """
    ours = type(error).__module__.startswith(("macros.", "snippets."))
    told = isinstance(error, pytest.fail.Exception) and not error.pytrace
    return str(error) if ours or told else None


def _told_once(report, call):
    error = call.excinfo.value if call and call.excinfo else None
    if report.failed and error and (text := message(error)):
        report.longrepr = text
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return _told_once((yield), call)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    return _told_once(report, report.__dict__.get("call"))
