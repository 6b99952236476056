"""Shared by all tests: what to do where something that a test needs is missing."""

import os
from typing import NoReturn

import pytest


def unavailable(reason: object) -> NoReturn:
    """Skip on a laptop, with the reason; fail where CI is set, so that nothing rots."""
    if os.environ.get("CI"):
        pytest.fail(f"missing in CI: {reason}", pytrace=False)
    pytest.skip(str(reason))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the built site, built once a process."""
    from tests.building import build

    folder = tmp_path_factory.mktemp("site")
    result = build(folder)
    assert result.returncode == 0, f"the site does not build:\n{result.stderr}"
    return folder
