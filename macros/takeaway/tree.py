"""HTML as a tree: what macros render and what a built page holds, for whoever writes it in
another form. A drawing stays as it is, one text in its element."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_ENDS_A_PARAGRAPH = {"div", "dl", "figure", "ol", "p", "pre", "section", "table", "ul"}
_SVG = re.compile(r"<svg\b[^>]*>.*?</svg>", re.S)
_LABEL = re.compile(r'aria-label="([^"]*)"')
_DRAWING = "drawing"


@dataclass
class Node:
    """An element: its tag, what its attributes say, and what is inside, in order."""

    tag: str
    given: dict[str, str | None] = field(default_factory=dict)
    inside: "list[Node | str]" = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The words of its class."""
        return (self.given.get("class") or "").split()

    def nodes(self) -> "Iterator[Node]":
        """Itself and every element inside, in the order of the text."""
        yield self
        for one in self.inside:
            if isinstance(one, Node):
                yield from one.nodes()

    def find(self, tag: str) -> "Node | None":
        """The first element `tag` inside, or None."""
        inside = (one for one in self.nodes() if one is not self)
        return next((one for one in inside if one.tag == tag), None)

    def text(self) -> str:
        """All text inside but for that of drawings."""
        if self.tag == "svg":
            return ""
        parts = (one if isinstance(one, str) else one.text() for one in self.inside)
        return "".join(parts)


class _Reader(HTMLParser):
    def __init__(self, drawings: list[str]) -> None:
        super().__init__()
        self.drawings = drawings
        self.open = [Node("")]

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == _DRAWING:
            svg = self.drawings[int(given["n"])]
            label = _LABEL.search(svg[: svg.index(">")])
            self.open[-1].inside.append(
                Node("svg", {"aria-label": html.unescape(label[1]) if label else ""}, [svg])
            )
            return
        if tag in _ENDS_A_PARAGRAPH and self.open[-1].tag == "p":
            self.open.pop()
        node = Node(tag, given)
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID | {_DRAWING}:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in (node.tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        self.open[-1].inside.append(data)


def parse(text: str) -> Node:
    """Return a node without a tag that holds what `text`, a piece of HTML, holds."""
    drawings: list[str] = []

    def keep(svg: re.Match) -> str:
        drawings.append(svg[0])
        return f'<{_DRAWING} n="{len(drawings) - 1}">'

    reader = _Reader(drawings)
    reader.feed(_SVG.sub(keep, text))
    reader.close()
    return reader.open[0]
