"""Reads the prose out of a page: what a reader would read, line by line.

Code, front matter, attributes and macro calls are no prose; what stands in admonitions,
tabs, tables and the words of macro calls is. Line numbers are those of the file.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

OBJECT = "\ufffc"  # stands for inline code and printed values
_FENCE = re.compile(r"^( *)(`{3,}|~{3,})([^\n]*)\n.*?^\1\2`*~* *$", re.M | re.S)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
_WORDS = re.compile(r'\b(?:title|alt|\w+_label)=("(?:[^"\\]|\\.)*")')
_LISTS = re.compile(r"\blabels=\[([^\]]*)\]")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_VALUES = ("{{ recorded(", "{{ kept_megabytes(")  # macros that stand in a sentence
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_ATTRIBUTES = re.compile(r" ?\{:? ?[#.][^{}]*\}")
_CITATION = re.compile(r" ?\((?:\[[^\]]*\]\([^)]*\)(?:[,、;] ?)?)+\)")
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^()\s]*(?: \"[^\"]*\")?\)|\[[^\]]*\])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<!\*)\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?!\*)")
_TITLE = re.compile(r'^(?:!!!|\?\?\?\+?|===\+?!?)[^"]*(?:"((?:[^"\\]|\\.)*)")?\s*$')
_HEADING = re.compile(r"^#{1,6} +")
_ITEM = re.compile(r"^(?:[-*+]|\d+[.)]) +")
_FOOTNOTE = re.compile(r"^\[\^[^\]]+\]:? ?")
_RULE = re.compile(r"^\|?[ :|-]+\|?$")


@dataclass(frozen=True)
class Passage:
    """Prose of one line of the file: `kind` is paragraph, item, cell, heading, title (of
    an admonition or a tab) or label (words of a macro call)."""

    line: int
    kind: str
    text: str


def code_spans(text: str) -> list[str]:
    """Return the inline code of `text` in its order, outside of fences and macros."""
    bare = _MACRO.sub(OBJECT, _blank(_COMMENT, _blank(_FENCE, text)))
    return [span[2] for span in _CODE.finditer(bare) if span[2] != OBJECT]


@functools.lru_cache(maxsize=4096)
def flatten(text: str, first_line: int = 1) -> tuple[Passage, ...]:
    """Return the prose of `text` in its order; `first_line` is the number of its first."""
    passages = list(_labels(text, first_line))
    for number, line in prose_lines(text, first_line):
        passages += [Passage(number, kind, words) for kind, words in _line(line)]
    return tuple(sorted((p for p in passages if p.text.strip()), key=lambda p: p.line))


def prose_lines(text: str, first_line: int = 1) -> Iterator[tuple[int, str]]:
    """Yield (number, line) of each line that holds prose, its Markdown still in it."""
    prose = _MACRO.sub(_stand_in, _blank(_COMMENT, _blank(_FENCE, _front(text))))
    for number, line in enumerate(prose.split("\n"), first_line):
        if line.strip():
            yield number, line.strip()


def inline(text: str) -> str:
    """Return one line of Markdown as a reader sees it, its code as `OBJECT`."""
    text = _CODE.sub(OBJECT, text)
    text = _CITATION.sub("", text)
    text = _LINK.sub(lambda link: link[1], text)
    text = _ATTRIBUTES.sub("", _TAG.sub("", text))
    text = _BOLD.sub(lambda bold: bold[2], text)
    return _ITALIC.sub(lambda italic: italic[1], text).replace("\\|", "|")


def _front(text: str) -> str:
    """Blank the front matter, but for the description, which readers see."""
    match = _FRONT.match(text)
    if not match:
        return text
    keep = (line.removeprefix("description: ") for line in match[0].split("\n"))
    lines = [w if f"description: {w}" in match[0] else "" for w in keep]
    return "\n".join(lines) + text[match.end() :]


def _blank(pattern: re.Pattern, text: str) -> str:
    return pattern.sub(lambda found: "\n" * found[0].count("\n"), text)


def _stand_in(macro: re.Match) -> str:
    """A value in a sentence stands for something; a block on lines of its own does not."""
    lines = "\n" * macro[0].count("\n")
    return OBJECT + lines if macro[0].startswith(_VALUES) else lines


def _line(line: str) -> Iterator[tuple[str, str]]:
    if title := _TITLE.match(line):
        yield "title", inline(title[1] or "")
    elif heading := _HEADING.match(line):
        yield "heading", inline(line[heading.end() :])
    elif line.startswith("|"):
        if not _RULE.match(line):
            masked = _CODE.sub(OBJECT, line.strip("|"))
            for cell in re.split(r"(?<!\\)\|", masked):
                yield "cell", inline(cell.strip())
    elif item := _ITEM.match(line):
        yield "item", inline(line[item.end() :])
    else:
        yield "paragraph", inline(_FOOTNOTE.sub("", line))


def _labels(text: str, first_line: int) -> Iterator[Passage]:
    """The reader-facing words in macro calls and in the attributes of fences."""
    heads = ((f.start(3), f[3]) for f in _FENCE.finditer(text))
    calls = ((m.start(), m[0]) for m in _MACRO.finditer(_blank_code(text)))
    for start, words in (*heads, *calls):
        lists = [s for found in _LISTS.findall(words) for s in _STRING.findall(found)]
        strings = [s[1:-1] for s in _WORDS.findall(words)]
        line = first_line + text.count("\n", 0, start)
        for string in (*strings, *lists):
            yield Passage(line, "label", string)


def _blank_code(text: str) -> str:
    """Blank what only shows a macro call, at equal length so that offsets hold."""
    same = re.compile(r"[^\n]")
    text = _FENCE.sub(lambda fence: same.sub(" ", fence[0]), text)
    return _CODE.sub(lambda code: same.sub(" ", code[0]), text)
