"""What two languages of a section must have in common besides their meaning."""

import re
from collections import Counter
from collections.abc import Iterator

from macros.languages.flatten import code_spans
from macros.languages.numbers import numbers
from macros.load import Section, without_fences

_CALL = re.compile(r"\{[{%](?: *call)? *(\w+)\((.*?)\) *[}%]\}", re.S)
_OPTION = re.compile(
    r'\b(section|level|minutes|ordered|code|output|kind|x|y|x_log|y_log)=("[^"]*"|\[[^\]]*\]|\w+)'
)
_NAMES = re.compile(r'^\s*"([^"]+)"(?:\s*,\s*"([^"]+)")?')
_ADMONITION = re.compile(r"^ *(?:!!!|\?\?\?\+?) (\w+)", re.M)
_TAB = re.compile(r"^ *===[+!]* ", re.M)
_ITEM = re.compile(r"^( *)([-*+]|\d+[.)]) ", re.M)
_TABLE = re.compile(r"(?:^ *\|.*\n?)+", re.M)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)?)[^()]*\)")
_FOOTNOTE = re.compile(r"\[\^([^\]]+)\]")
_FENCE = re.compile(r"^ *`{3,}(.*)$", re.M)

Part = tuple[str, object, object]


def differences(english: Section, japanese: Section) -> Iterator[Part]:
    """Yield (rule, English, Japanese) for each part in which the two differ."""
    for rule, part in PARTS.items():
        here, there = part(english.own), part(japanese.own)
        if here != there:
            yield rule, here, there
    yield from _numbers(english, japanese)


def _numbers(english: Section, japanese: Section) -> Iterator[Part]:
    here, there = numbers(english.own, "en"), numbers(japanese.own, "ja")
    only_here, only_there = here.only(there), there.only(here)
    if only_here or only_there:
        yield "numbers", only_here, only_there


def _calls(text: str) -> list[str]:
    found = []
    for call in _CALL.finditer(without_fences(text)):
        names = (
            " ".join(filter(None, _NAMES.match(call[2]).groups())) if call[2] else ""
        )
        options = " ".join(sorted(f"{k}={v}" for k, v in _OPTION.findall(call[2])))
        found.append(f"{call[1]} {names} {options}".strip())
    return sorted(found)


def _tables(text: str) -> list[str]:
    found = []
    for table in _TABLE.finditer(without_fences(text)):
        rows = _CODE.sub("", table[0]).strip().split("\n")
        found.append(f"{len(rows) - 2} rows of {rows[0].count('|') - 1}")
    return found


def _items(text: str) -> list[str]:
    bare = without_fences(text)
    kinds = Counter(
        f"{'numbered' if mark[0].isdigit() else 'plain'}, indented {len(indent)}"
        for indent, mark in _ITEM.findall(bare)
    )
    return [f"{count} {kind}" for kind, count in sorted(kinds.items())]


def _links(text: str) -> list[str]:
    """The addresses that a section leads to; a page stands for both its languages."""
    bare = re.sub(r"\{\{.*?\}\}", "", without_fences(text), flags=re.S)
    return sorted({link.replace(".ja.md", ".md") for link in _LINK.findall(bare)})


PARTS = {
    "calls": _calls,
    "admonitions": lambda text: _ADMONITION.findall(without_fences(text)),
    "tabs": lambda text: len(_TAB.findall(without_fences(text))),
    "tables": _tables,
    "items": _items,
    "links": _links,
    "footnotes": lambda text: sorted(_FOOTNOTE.findall(without_fences(text))),
    "fences": lambda text: len(_FENCE.findall(text)),
    "code": lambda text: sorted(set(code_spans(text))),
}
