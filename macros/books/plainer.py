"""Makes the text of a page fit for paper and for e-readers: nothing folded, no tabs, no
controls, and only those colours of code that help."""

import re

from macros.takeaway.tree import Node

_DROPPED = {
    "aside", "button", "dialog", "form", "input", "noscript", "output", "progress",
    "script", "select", "style",
}  # fmt: skip
_DROPPED_CLASSES = {
    "as-markdown", "drill", "elsewhere", "headerlink", "in-page", "progress",
    "tabbed-labels", "tools",
}  # fmt: skip
_UNWRAPPED = {"abbr", "label"}
_BECOMES = {"details": "div", "summary": "p"}
_KEPT = {
    "alt", "aria-label", "class", "colspan", "href", "id", "lang", "role", "rowspan",
    "scope", "start", "style",
}  # fmt: skip
# Comments, keywords, numbers and strings; names and operators stay black.
_COLOURED = re.compile(r"(?:c|k|m|s)[0-9a-z]{0,2}")
_CALLOUT = re.compile(r"\((\d+)\)!\s*$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def plain(node: Node) -> Node:
    """Return `node` with what a book shows of it."""
    given = {key: value or "" for key, value in node.given.items() if key in _KEPT}
    tag = _BECOMES.get(node.tag, node.tag)
    if tag != node.tag:
        given["class"] = f"{node.tag} {given.get('class', '')}".strip()
    if node.tag == "svg":
        return Node("svg", given, list(node.inside))
    inside = _tabs(node) if "tabbed-set" in node.classes else node.inside
    if "simulator" in node.classes:
        inside = _simulator(node)
    return Node(tag, given, [kept for one in inside for kept in _plain(one)])


def _plain(one: Node | str) -> list[Node | str]:
    if isinstance(one, str):
        return [_CONTROL.sub("�", one)]
    hidden = "hidden" in one.given and "simulator" not in one.classes
    if one.tag in _DROPPED or hidden or _DROPPED_CLASSES & set(one.classes):
        return []
    if one.tag in _UNWRAPPED or one.tag == "span" and _is_of_code(one):
        return plain(one).inside
    kept = plain(one)
    if kept.tag == "span" and len(kept.inside) == 1 and isinstance(kept.inside[0], str):
        kept.inside = [_CALLOUT.sub(r"(\1)", kept.inside[0])]
    empty = kept.tag in ("p", "ul", "ol", "span", "section", "h3") and not kept.inside
    return [] if empty and not kept.given.get("id") else [kept]


def _is_of_code(span: Node) -> bool:
    """Whether a span only gives something in code a colour that a book leaves out."""
    if not span.given:
        return True
    name, *others = span.classes or [""]
    return not others and len(name) <= 3 and not _COLOURED.fullmatch(name)


def _tabs(node: Node) -> list[Node]:
    """Return the contents of tabs, each under its label."""
    labels = [one.text() for one in node.nodes() if one.tag == "label"]
    blocks = [one for one in node.nodes() if "tabbed-block" in one.classes]
    for label, block in zip(labels, blocks, strict=True):
        block.inside.insert(0, Node("p", {"class": "tab"}, [label]))
    return blocks


def _simulator(node: Node) -> list[Node]:
    """Return the question of a simulator and its answer."""
    parts = (one for one in node.inside if isinstance(one, Node))
    kinds: dict[str, Node] = {}
    for one in parts:
        kinds.setdefault(one.tag, one)
    return [kinds["figcaption"], kinds["details"]]
