"""The runtimes are pinned by hash, small enough, and whole in the built site; where they
cannot be built the site stands without them."""

import gzip
import json
import re

import pytest

from macros.run import runtimes
from macros.site import DOCS
from tests.conftest import unavailable

MEGABYTES = {"sql": 5.0, "python": 7.0, "fsrs": 0.02}
LICENCES = {"sql": ("PostgreSQL", "Apache"), "python": ("Python", "Mozilla"), "fsrs": ("MIT",)}
BEFORE_THE_CLICK = 5_000  # bytes, compressed
PAGE = "topics/data/index.html"


@pytest.fixture(scope="module")
def built():
    try:
        return runtimes.prepare()
    except runtimes.Unavailable as why:
        unavailable(why)


@pytest.mark.parametrize("kind", MEGABYTES)
def test_a_first_run_loads_no_more_than_the_budget(built, kind):
    assert runtimes.manifest(built)[kind]["bytes"] <= MEGABYTES[kind] * 1_000_000


def test_before_the_click_next_to_nothing_is_loaded(site, built):
    page = (site / PAGE).read_text(encoding="utf-8")
    tools = page[page.index('<template id="run-tools">') : page.rindex('<script type="module"')]
    script = (DOCS / "assets" / "run" / "page.js").read_text(encoding="utf-8")
    assert "import(" in script and not re.search(r"^import ", script, re.M)
    loaded = len(gzip.compress(tools.encode())) + len(gzip.compress(script.encode()))
    assert loaded <= BEFORE_THE_CLICK


def test_the_site_has_every_file_and_its_licence(site, built):
    folder = site / "assets" / "runtimes" / runtimes.version()
    for kind, runtime in runtimes.manifest(built).items():
        for file in runtime["files"]:
            assert (folder / kind / file["name"]).stat().st_size, file
        licences = (folder / kind / "LICENCES.txt").read_text(encoding="utf-8")
        for name in LICENCES[kind]:
            assert name in licences


def test_a_page_without_such_a_snippet_has_no_tools(site, built):
    assert "run-tools" in (site / PAGE).read_text(encoding="utf-8")
    assert "run-tools" not in (site / "glossary" / "index.html").read_text(encoding="utf-8")


def test_packages_are_pinned_by_hash_and_name_no_host():
    text = (runtimes.SOURCE / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert all("integrity" in p for name, p in packages.items() if name)
    assert "://" not in text


def test_what_is_built_has_a_new_address_when_a_lock_or_script_changes(tmp_path):
    for name in ("package-lock.json", "build.mjs"):
        (tmp_path / name).write_text("1")
    before = runtimes.version(tmp_path)
    (tmp_path / "build.mjs").write_text("2")
    assert runtimes.version(tmp_path) != before


def without_node(monkeypatch, tmp_path):
    monkeypatch.setattr(runtimes, "CACHE", tmp_path)
    monkeypatch.setattr(runtimes.shutil, "which", lambda name: None)


def test_without_node_a_laptop_is_told_and_goes_on(monkeypatch, tmp_path):
    without_node(monkeypatch, tmp_path)
    monkeypatch.delenv("CI", raising=False)
    assert runtimes.available() == (None, "Node is not installed")


def test_without_node_ci_stops(monkeypatch, tmp_path):
    without_node(monkeypatch, tmp_path)
    monkeypatch.setenv("CI", "1")
    with pytest.raises(SystemExit, match="Node is not installed"):
        runtimes.available()
