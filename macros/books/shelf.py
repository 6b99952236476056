"""The books on the site: BOOKS names the folder that holds them, and the site that is built
then carries them and links to them. Without it a page says how to make them."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from macros import templating
from macros.books import NAMES
from macros.site import ROOT, Site

FOLDER = "books"


@dataclass(frozen=True)
class Book:
    """A file to download, of a kind of NAMES, and its size in MB."""

    kind: str
    address: str
    megabytes: str


def decide(site: Site) -> dict[str, object]:
    """Return the books in the language of the page, none where BOOKS is not set."""
    return {"books": [_book(site, kind) for kind in NAMES] if _folder() else []}


def _folder() -> Path | None:
    named = os.environ.get("BOOKS")
    return ROOT / named if named else None


def _book(site: Site, kind: str) -> Book:
    name = NAMES[kind].format(site.language)
    path = _folder() / name
    if not path.exists():
        site.fail(f"BOOKS={os.environ['BOOKS']} has no {name}: run `make books`")
    size = f"{path.stat().st_size / 1_000_000:.1f}"
    return Book(kind, f"{site.home}{FOLDER}/{name}", size)


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the links, or how to make the books."""
    return templating.render("downloads.md.jinja", site, **decided)


def put(site_dir: str) -> None:
    """Copy the books into the site, where there are some."""
    if folder := _folder():
        shutil.copytree(folder, Path(site_dir) / FOLDER, dirs_exist_ok=True)
