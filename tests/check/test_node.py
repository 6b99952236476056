"""Where Node is missing or too old, the tests that need it say so, and fail in CI."""

import pytest

from tests import node


@pytest.mark.parametrize(("version", "found"), [(None, "there is none"), ((18, 20, 1), "18.20.1")])
@pytest.mark.parametrize(
    ("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)]
)
def test_node_that_is_missing_or_old_is_named_and_fails_in_ci(
    monkeypatch, version, found, ci, outcome
):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(node, "version", lambda: version)
    with pytest.raises(outcome, match=f"Node 20.19 or newer.*{found}"):
        node.needed()


def test_node_that_is_new_enough_will_do(monkeypatch):
    monkeypatch.setattr(node, "version", lambda: node.OLDEST)
    node.needed()
