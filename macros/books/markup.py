"""Writes the text of a chapter as XHTML, drawings and links as the book wants them."""

import re
from collections.abc import Callable
from html import escape

from macros.site import DOCS
from macros.takeaway.tree import VOID, Node

_VARIABLE = re.compile(r"var\((--[a-z0-9-]+)\)")
_SET = re.compile(r"(--[a-z0-9-]+): (#[0-9a-f]{6});")
_PAPER = {"--md-default-bg-color": "#ffffff"}


def write(
    node: Node,
    draw: Callable[[str, str], str],
    lead: Callable[[str], str | None],
    prefix: str = "",
) -> str:
    """Return `node` as XHTML. `draw` gives the markup of a drawing from its SVG and its
    text alternative; `lead` gives where a link leads, or None; ids begin with `prefix`."""
    parts: list[str] = []

    def put(one: Node | str) -> None:
        if isinstance(one, str):
            parts.append(escape(one, quote=False))
        elif one.tag == "svg":
            parts.append(draw(one.inside[0], one.given.get("aria-label", "")))
        else:
            element(one)

    def element(one: Node) -> None:
        given = dict(one.given)
        if "id" in given:
            given["id"] = prefix + given["id"]
        tag = one.tag
        if tag == "a" and "href" in given:
            target = lead(given.pop("href"))
            tag, given = ("a", given | {"href": target}) if target else ("span", given)
        said = "".join(f' {key}="{escape(value)}"' for key, value in given.items())
        if tag in VOID:
            parts.append(f"<{tag}{said}/>")
            return
        parts.append(f"<{tag}{said}>")
        for inner in one.inside:
            put(inner)
        parts.append(f"</{tag}>")

    put(node)
    return "".join(parts)


def colours() -> dict[str, str]:
    """Return the colours of drawings on light paper, as the site has them."""
    css = (DOCS / "assets" / "site.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for name, colour in _SET.findall(css):
        found.setdefault(name, colour)
    return found | _PAPER


def coloured(svg: str) -> str:
    """Return a drawing that stands for itself, with colours instead of variables."""
    known = colours()
    drawn = _VARIABLE.sub(lambda name: known[name[1]], svg)
    return drawn.replace("<svg ", '<svg font-family="sans-serif" ', 1)
