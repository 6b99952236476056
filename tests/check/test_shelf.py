"""A page links to the books where the build is told of their folder, and says how to make
them where it is not."""

import pytest

from macros.books import NAMES, shelf
from macros.site import Site

SITE = Site("index.ja.md", 7, "ja", "../")


def test_without_books_it_says_how_to_make_them(monkeypatch, tmp_path):
    monkeypatch.delenv("BOOKS", raising=False)
    assert "make books" in shelf.render(SITE, shelf.decide(SITE))
    shelf.put(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_books_are_linked_with_their_size_and_copied(monkeypatch, tmp_path):
    books, site = tmp_path / "made", tmp_path / "site"
    books.mkdir()
    for name in NAMES.values():
        (books / name.format("ja")).write_bytes(bytes(1_500_000))
    monkeypatch.setenv("BOOKS", str(books))
    shown = shelf.render(SITE, shelf.decide(SITE))
    assert shown.count(" 1.5 MB") == len(NAMES)
    assert 'href="../books/handbook-ja.epub"' in shown
    shelf.put(str(site))
    assert (site / "books" / "handbook-site.zip").exists()


def test_a_missing_book_stops_the_build(monkeypatch, tmp_path):
    monkeypatch.setenv("BOOKS", str(tmp_path))
    with pytest.raises(SystemExit, match="index.ja.md:7: .*run `make books`"):
        shelf.decide(SITE)
