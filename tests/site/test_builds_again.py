"""Two builds of one commit are the same bytes, and each page leads to the file it is from."""

import pytest

from tests import building

EDIT = "https://code.invalid/edit/main/docs/{path}"


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """The front pages, built in two folders with two seeds for Python's hashes. Their links
    to pages that the copy lacks are warned of after everything is written."""
    place = tmp_path_factory.mktemp("twice")
    root = building.copy_project(place / "project")
    sites = []
    for seed in ("1", "2"):
        building.build(place / seed, root, PYTHONHASHSEED=seed, EDIT_URL=EDIT)
        sites.append(place / seed)
    return sites


def files(site):
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_two_builds_are_the_same_bytes(twice):
    first, second = map(files, twice)
    assert "contributing/index.html" in first and set(first) == set(second)
    assert not [name for name in first if first[name] != second[name]]


@pytest.mark.parametrize(
    ("page", "file"), [("contributing", "contributing.md"), ("ja/contributing", "contributing.ja.md")]
)
def test_the_edit_link_leads_to_the_file_of_its_language(twice, page, file):
    text = (twice[0] / page / "index.html").read_text(encoding="utf-8")
    assert f'href="{EDIT.format(path=file)}"' in text


def test_without_an_address_there_is_no_edit_link(site):
    assert "/edit/main/" not in (site / "contributing" / "index.html").read_text(encoding="utf-8")
