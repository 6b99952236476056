"""Asks the search engine under Node: what the reader's browser runs, without a browser."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests import node

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ja")


@dataclass(frozen=True)
class Row:
    """A section as an index has it. `place` is page#id, without the language."""

    address: str
    place: str
    id: str
    title: str
    kind: str
    prose: str


def part(folder: Path, name: str) -> object:
    """Return a part of the index in `folder`: core, words-N or texts-N."""
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(text[text.index(",") + 1 : -1])


def rows(folder: Path) -> list[Row]:
    """Return the sections of the index in `folder`."""
    core = part(folder, "core")
    texts = [text for n in range(len(core["texts"])) for text in part(folder, f"texts-{n}")]
    addresses = [address for address, _, count in core["pages"] for _ in range(count)]
    return [
        Row(address, f"{address.removeprefix('ja/').strip('/') or 'index'}#{id_}",
            id_, title, kind, prose)
        for address, id_, title, kind, (prose, *_) in zip(
            addresses, core["ids"].split("\n"), core["titles"].split("\n"),
            core["kinds"], texts, strict=True)
    ]  # fmt: skip


def ask(folder: Path, queries: list[str]) -> list[list[str]]:
    """Return for each query the places that the index in `folder` has, best first, as page#id."""
    return node.run(FOLDER / "ask.mjs", {"folder": str(folder), "queries": queries})


def section(place: str) -> str:
    """Return the section that a place is in: a question stands in that of its level."""
    page, _, id_ = place.partition("#")
    asked, _, number = id_.rpartition("-")
    return f"{page}#{asked}" if asked.startswith("questions-") and number.isdecimal() else place
