"""Turns the Markdown of a page, once its macros have run, into Markdown that any reader
knows: boxes and tabs lie flat, drawings are told in words, links lead to Markdown files."""

import re
import textwrap
from collections.abc import Callable, Iterator

from macros.takeaway import elements, tree

_FENCE = re.compile(r"( *)(`{3,}|~{3,}) *(.*)")
_BOX = re.compile(r'( *)(?:!!!|\?\?\?\+?|===) *\w* *"(.*)" *')
_ELEMENT = re.compile(r"( *)<([a-z][a-z0-9]*)\b")
_BLOCKS = {
    "aside", "div", "dl", "details", "figure", "nav", "noscript", "ol", "p", "section",
    "table", "ul",
}  # fmt: skip
_KEY = re.compile(r'(title|alt)="([^"]*)"')
_LEXER = re.compile(r"\{ *\.(\w+)|(\w+)")
_CALLOUT = re.compile(r"(#|//|--) *(\(\d+\))!")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_COMMENT = re.compile(r" *<!--.*?-->")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_BREAK = re.compile(r" *<br> *")
_SPAN = re.compile(r"</?span\b[^>]*>")
_BEHIND = re.compile(r"^(#+ .*\{ #[a-z0-9-]+) \.behind \}$")


class Flattener:
    """Rewrites one page. `leads` says where a link of its source leads; `word` has the
    words of its language."""

    def __init__(self, leads: Callable[[str], str], word: dict[str, str]) -> None:
        self.leads, self.word = leads, word

    def page(self, markdown: str) -> str:
        """Return the whole page, no two blank lines beside each other."""
        text = "\n".join(self._lines(markdown.split("\n")))
        parts = re.split(r"(^ *(`{3,}|~{3,}).*?^ *\2$)", text, flags=re.M | re.S)
        prose = (re.sub(r"\n{3,}", "\n\n", part) for part in parts[::3])
        codes = [*parts[1::3], ""]
        return "".join(p + c for p, c in zip(prose, codes, strict=True)).strip() + "\n"

    def _lines(self, lines: list[str]) -> Iterator[str]:
        at = 0
        while at < len(lines):
            line = lines[at]
            if fence := _FENCE.fullmatch(line):
                end = self._end_of_fence(lines, at, fence)
                yield from self._fence(fence, lines[at + 1 : end])
            elif box := _BOX.fullmatch(line):
                end = self._end_of_box(lines, at, len(box[1]) + 4) - 1
                inside = textwrap.dedent("\n".join(lines[at + 1 : end + 1])).split("\n")
                flat = ["", f"**{self.prose(box[2])}**", "", *self._lines(inside), ""]
                yield from (f"{box[1]}{one}" if one else one for one in flat)
            elif self._opens(line):
                end = self._end_of_element(lines, at)
                yield from self._element(lines[at : end + 1])
            else:
                end = at
                if line.strip() != "</div>":
                    yield self.prose(_BEHIND.sub(r"\1 }", line))
            at = end + 1

    @staticmethod
    def _opens(line: str) -> bool:
        found = _ELEMENT.match(line)
        return bool(found and found[2] in _BLOCKS)

    @staticmethod
    def _end_of_fence(lines: list[str], at: int, fence: re.Match) -> int:
        closing = re.compile(rf" *{fence[2]}[`~]* *")
        return next(n for n in range(at + 1, len(lines)) if closing.fullmatch(lines[n]))

    @staticmethod
    def _end_of_box(lines: list[str], at: int, indent: int) -> int:
        """Return the number of the first line that is not inside."""
        within = " " * indent
        for n in range(at + 1, len(lines)):
            if lines[n].strip() and not lines[n].startswith(within):
                return n
        return len(lines)

    @staticmethod
    def _end_of_element(lines: list[str], at: int) -> int:
        """Return the number of the line where as many are closed as opened."""
        tag = _ELEMENT.match(lines[at])[2]
        if lines[at].rstrip().endswith(" markdown>"):
            return at
        depth, marks = 0, re.compile(rf"<(/?){tag}\b")
        for n in range(at, len(lines)):
            depth += sum(-1 if mark[1] else 1 for mark in marks.finditer(lines[n]))
            if depth <= 0:
                return n
        return at

    def _fence(self, fence: re.Match, code: list[str]) -> Iterator[str]:
        indent, ticks, info = fence.groups()
        said = dict(_KEY.findall(info))
        if "alt" in said:
            told = elements.figure("", said["alt"], self.word)
            yield from ("", *(f"{indent}{line}" for line in told), "")
            return
        if title := said.get("title"):
            yield from ("", f"{indent}{title}", "")
        lexer = _LEXER.match(info)
        yield f"{indent}{ticks}{(lexer[1] or lexer[2]) if lexer else ''}"
        yield from (_CALLOUT.sub(r"\1 \2", line) for line in code)
        yield f"{indent}{ticks}"

    def _element(self, lines: list[str]) -> Iterator[str]:
        if lines[0].rstrip().endswith(" markdown>"):
            return
        indent = _ELEMENT.match(lines[0])[1]
        told = elements.render(tree.parse("\n".join(lines)), self.word)
        yield from ("", *(f"{indent}{one}" if one else one for one in told.split("\n")), "")

    def prose(self, line: str) -> str:
        """Return a line of prose: comments gone, breaks and links as Markdown has them."""
        parts, done = [], 0
        for code in _CODE.finditer(line):
            parts += [self._outside_code(line[done : code.start()]), code[0]]
            done = code.end()
        return "".join([*parts, self._outside_code(line[done:])])

    def _outside_code(self, text: str) -> str:
        text = _BREAK.sub("\\\\\n", _SPAN.sub("", _COMMENT.sub("", text)))
        return _LINK.sub(lambda link: f"]({self.leads(link[1])})", text)
