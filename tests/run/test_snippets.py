"""Every snippet runs on its real systems and prints what its page shows.

The id of a test is the snippet's path: `make test` runs all but the soaks, which are for
`make soak`, and `pytest -k caching/stampede` one.
"""

import pytest

from snippets.runner import record
from snippets.runner.catalog import discover
from snippets.runner.commands import ToolchainMissing
from snippets.runner.execute import run
from snippets.services import Services
from snippets.services.process import SystemMissing
from tests.conftest import unavailable


@pytest.fixture(scope="session")
def services():
    with Services() as started:
        yield started


def case(snippet):
    marks = [pytest.mark.soak] if snippet.soak else []
    return pytest.param(snippet, marks=marks, id=record.target(snippet))


@pytest.mark.measures
@pytest.mark.parametrize("snippet", [case(snippet) for snippet in discover()])
def test_prints_what_the_page_shows(snippet, services):
    recording = record.load(snippet)
    try:
        result = run(snippet, services)
    except (ToolchainMissing, SystemMissing) as reason:
        unavailable(reason)
    changed = record.difference(recording, result)
    name = record.target(snippet)
    if changed:
        pytest.fail(
            f"snippets/{name} no longer prints what its page shows:\n{changed}\nIf this "
            f"is right now, read the page again and run `make record SNIPPET={name}`",
            pytrace=False,
        )
