"""What a browser keeps is listed by its hash, and the icons are drawn from the site's mark."""

import io

import pytest
from PIL import Image

from macros.offline import hook, installing, listing

FILES = (
    "index.html", "ja/index.html", "topics/data/index.html", "assets/site.css",
    "assets/site.css.map", "assets/bank/ja.json", "assets/runtimes/1/sql/large.wasm",
    "assets/runtimes/1/fsrs/fsrs.mjs", "search/search_index.json", "search/en/core.js",
    "topics/data/index.md", "snippets/data/a.py",
    "snippets/data/b.py",
)  # fmt: skip


@pytest.fixture
def site(tmp_path):
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a", encoding="utf-8")
    runs = '<div data-run="python" data-file="data/a.py">'
    (tmp_path / "ja" / "index.html").write_text(runs, encoding="utf-8")
    listing.pack(tmp_path)
    return tmp_path


def test_pages_are_of_their_language_and_what_both_load_is_shared(site):
    kept = {group: list(files) for group, files in listing.read(site).items()}
    assert kept == {
        "en": ["", "search/en.json", "topics/data/"],
        "ja": ["assets/bank/ja.json", "ja/", "search/ja.json"],
        "shared": [
            "assets/runtimes/1/fsrs/fsrs.mjs", "assets/site.css", "search/search_index.json",
            "snippets/data/a.py",
        ],
    }  # fmt: skip


def test_another_file_is_another_version(site):
    before = listing.version(listing.read(site))
    assert listing.version(listing.read(site)) == before
    (site / "assets" / "site.css").write_text("b", encoding="utf-8")
    assert listing.version(listing.read(site)) != before


def test_a_worker_without_a_place_for_its_list_is_refused():
    with pytest.raises(ValueError, match=r"docs/sw\.js must hold this line once"):
        hook.with_list("const SITE = {};", {"shared": {}})


def test_the_lines_of_the_mark_are_read():
    assert installing.lines("M8 11l6 5-6 5M16 22h8") == [
        [(8, 11), (14, 16), (8, 21)], [(16, 22), (24, 22)]
    ]  # fmt: skip


def test_an_icon_is_the_mark_in_its_size():
    svg = '<rect fill="#00695c"/><path d="M8 22h16" stroke-width="4"/>'
    icon = Image.open(io.BytesIO(installing.icon(svg, 64))).convert("RGB")
    assert icon.size == (64, 64)
    assert icon.getpixel((0, 0)) == (0, 0x69, 0x5C)
    assert icon.getpixel((32, 44)) == (255, 255, 255)
