"""Writes the HTML that macros render as Markdown: text, links, lists and tables. What only
a script fills is left out; a drawing is told by its text alternative."""

import itertools
import re
import textwrap

from macros.takeaway import links
from macros.takeaway.tree import Node

_SPACE = re.compile(r"\s+")
_NOT_READ = {
    "button", "dialog", "form", "input", "noscript", "output", "progress", "script",
    "select", "style", "template",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "br", "code", "dfn", "em", "i", "kbd", "label", "small", "span",
    "strong", "sub", "sup", "time",
}  # fmt: skip
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}


def render(node: Node, word: dict[str, str]) -> str:
    """Return what is inside `node` as Markdown, with the words of the page's language."""
    return "\n\n".join(_blocks(node, word))


def _blocks(node: Node, word: dict[str, str]) -> list[str]:
    """Return the blocks inside `node`; text that stands between them is one too."""
    found = []
    for loose, group in itertools.groupby(node.inside, _is_loose):
        if loose:
            found.append(inline(Node("p", inside=list(group))))
        else:
            found += (text for one in group if _is_read(one) for text in _block(one, word))
    return [text for text in found if text]


def _is_loose(one: Node | str) -> bool:
    return isinstance(one, str) or one.tag in _INLINE


def _is_read(node: Node) -> bool:
    simulator = "simulator" in node.classes
    return node.tag not in _NOT_READ and ("hidden" not in node.given or simulator)


def _block(node: Node, word: dict[str, str]) -> list[str]:
    if node.tag in ("p", "caption", "summary", "figcaption"):
        text = inline(node)
        emphasised = node.tag in ("caption", "summary") and text
        return [f"**{text}**"] if emphasised else [text] if text else []
    if node.tag in ("ul", "ol"):
        return [text] if (text := _items(node, word)) else []
    if node.tag == "dl":
        return ["\n".join(_terms(node))]
    if node.tag == "table":
        return _table(node)
    if node.tag == "figure":
        return _figure(node, word)
    if re.fullmatch("h[1-6]", node.tag):
        return [f"{'#' * int(node.tag[1])} {text}"] if (text := inline(node)) else []
    return _blocks(node, word)


def inline(node: Node) -> str:
    """Return the text inside `node` with its links, code and emphasis, on one line."""
    text = "".join(
        one.replace("<", r"\<") if isinstance(one, str) else _inline(one)
        for one in node.inside
    )
    return _SPACE.sub(" ", text).strip()


def _inline(node: Node) -> str:
    if not _is_read(node) or node.tag == "svg":
        return ""
    if node.tag == "code":
        text = node.text().strip()
        fence = "``" if "`" in text else "`"
        return f"{fence}{text}{fence}" if text else ""
    text = inline(node)
    if not text:
        return " "
    if node.tag == "a" and node.given.get("href"):
        return f"[{text}]({links.of_page(node.given['href'])})"
    mark = _MARKS.get(node.tag, "")
    if node.tag in _INLINE:
        return f"{mark}{text}{mark}"
    return f" {text}; " if node.tag == "li" else f" {text} "


def _items(node: Node, word: dict[str, str]) -> str:
    lines = []
    items = [one for one in node.inside if isinstance(one, Node) and _is_read(one)]
    for number, item in enumerate(items, 1):
        mark = f"{number}. " if node.tag == "ol" else "- "
        blocks = _blocks(item, word)
        if blocks:
            body = "\n".join(blocks)
            lines.append(mark + textwrap.indent(body, " " * len(mark)).lstrip())
    return "\n".join(lines)


def _terms(node: Node) -> list[str]:
    """Return a line for each term of a list of terms."""
    named, lines = "", []
    for one in node.nodes():
        if one.tag == "dt":
            named = inline(one)
        elif one.tag == "dd":
            lines.append(f"- **{named}**: {inline(one)}")
    return lines


def _table(node: Node) -> list[str]:
    """Return the caption and the rows; a table that a script fills has none."""
    caption = node.find("caption")
    rows = [_row(one) for one in node.nodes() if one.tag == "tr"]
    if len(rows) < 2:
        return []
    rows.insert(1, ["---"] * len(rows[0]))
    drawn = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return [*([f"**{inline(caption)}**"] if caption else []), drawn]


def _row(node: Node) -> list[str]:
    cells = (one for one in node.inside if isinstance(one, Node))
    return [inline(one).removesuffix(";").replace("|", r"\|") for one in cells]


def _figure(node: Node, word: dict[str, str]) -> list[str]:
    if "simulator" in node.classes:
        parts = [one for one in node.inside if isinstance(one, Node)]
        answer = next(one for one in parts if one.tag == "details")
        return [*_block(parts[0], word), *_blocks(answer, word)]
    labels = filter(None, (one.given.get("aria-label") for one in node.nodes()))
    caption = node.find("figcaption")
    return figure(inline(caption) if caption else "", next(labels, ""), word)


def figure(title: str, alt: str, word: dict[str, str]) -> list[str]:
    """Return what stands in the place of a drawing."""
    told = " ".join(filter(None, [title and f"**{title}**", alt]))
    return [f"> {word['figure']} {told}"] if told else []
