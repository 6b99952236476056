"""`make serve` renders a saved page alone, in its language, and tells what is wrong with it."""

import time
import urllib.request

import pytest

from tests import building

SECONDS = 300  # other work of the machine may take most of it


def waits(for_what):
    """Wait until `for_what()` is true."""
    end = time.monotonic() + SECONDS
    while not for_what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The folder of a copy with the front pages, its log, and the address that serves it."""
    folder = tmp_path_factory.mktemp("served")
    root, log = building.copy_project(folder / "project", strict=False), folder / "log"
    with building.served(root, log) as (address, _):
        yield root, log, address


def save(page, old, new):
    page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")


def shown(address):
    return urllib.request.urlopen(address).read().decode()


def without_reload(html):
    """Return a served page without the script that MkDocs adds, which differs each time."""
    return html.rpartition("<script>")[0]


def test_a_saved_page_shows_and_a_wrong_one_is_told(served):
    root, log, address = served
    page, alone = root / "docs/contributing.ja.md", "docs/contributing.ja.md alone"
    text = page.read_text("utf-8")

    before = shown(f"{address}ja/contributing/")
    save(page, "\n\n## ", "\n\n目印です。\n\n## ")
    waits(lambda: "目印です" in shown(f"{address}ja/contributing/"))
    assert log.read_text().count(alone) == 1
    after = shown(f"{address}ja/contributing/").replace("<p>目印です。</p>\n", "")
    assert without_reload(after) == without_reload(before)

    save(page, "目印です。", "{{ glosary() }}")
    waits(lambda: "no macro 'glosary'" in log.read_text())
    page.write_text(text, "utf-8")
    waits(lambda: log.read_text().count(alone) == 2)
    assert without_reload(shown(f"{address}ja/contributing/")) == without_reload(before)
