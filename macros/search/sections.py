"""Reads the sections out of a rendered page: what a search may find, and where it leads."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What only repeats the headings of other places, or sorts what an answer says.
LISTS_OF_OTHERS = {
    "headerlink", "related", "evidence", "field-map", "study-plan", "progress", "bank",
    "checklist", "drill", "level",
}  # fmt: skip
_VOID = {"br", "img", "hr", "input", "wbr", "source", "col"}
_INLINE = {"a", "abbr", "b", "code", "del", "dfn", "em", "i", "kbd", "mark", "s", "small",
           "span", "strong", "sub", "sup", "u"}  # fmt: skip
_SPACE = re.compile(r"\s+")
_CALLOUT = re.compile(r"\s*(?:#|--|//)?\s*\(\d+\)!")


@dataclass
class Section:
    """A place that a search leads to: `level` is that of its heading, 7 for a question
    and for a term; `kind` is section, question or term."""

    id: str
    level: int
    kind: str
    title: str = ""
    prose: str = ""
    code: str = ""
    parts: dict[str, list[str]] = field(
        default_factory=lambda: {"title": [], "prose": [], "code": []}
    )

    def close(self) -> "Section":
        """Join what was read, each run of white space being one blank."""
        for name, parts in self.parts.items():
            text = _CALLOUT.sub("", "".join(parts)) if name == "code" else "".join(parts)
            setattr(self, name, _SPACE.sub(" ", text).strip())
        self.parts = {}
        return self


class _Reader(HTMLParser):
    """Keeps a stack of where each open tag puts its text: title, prose, code or None."""

    def __init__(self) -> None:
        super().__init__()
        self.sections = [Section("", 1, "section")]
        self.outer: list[Section] = []
        self.stack: list[tuple[str, str | None]] = [("", "prose")]

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        classes = (given.get("class") or "").split()
        if tag not in _INLINE:
            self._text(" ")
        if tag not in _VOID:
            self.stack.append((tag, self._target(tag, given, classes)))

    def _target(self, tag: str, given: dict, classes: list[str]) -> str | None:
        above = self.stack[-1][1]
        if above is None or tag in ("svg", "script", "style"):
            return None
        if LISTS_OF_OTHERS & set(classes) or given.get("role") == "img":
            return None
        if tag in HEADINGS and given.get("id"):
            if tag != "h1":
                self._open(Section(given["id"], int(tag[1]), "section"))
            return "title"
        if tag == "details" and "question" in classes and given.get("id"):
            self.outer.append(self.sections[-1])
            self._open(Section(given["id"], 7, "question"))
        elif tag == "dt" and given.get("id"):
            self._open(Section(given["id"], 7, "term"))
        elif tag == "dfn" and self.sections[-1].kind == "term":
            return "title"
        elif tag == "summary" and self.outer:
            return "title"
        elif "recorded" in classes or tag == "pre" or "run" in classes:
            return "code"
        return above

    def _open(self, section: Section) -> None:
        self.sections.append(section)

    def handle_endtag(self, tag):
        if tag in _VOID or tag not in (name for name, _ in self.stack):
            return
        while self.stack.pop()[0] != tag:
            pass
        if tag not in _INLINE:
            self._text(" ")
        if tag == "details" and self.outer and "details" not in self._open_tags():
            self.sections.append(self.outer.pop())

    def _open_tags(self) -> list[str]:
        return [name for name, _ in self.stack]

    def handle_data(self, data):
        self._text(data)

    def _text(self, text: str) -> None:
        if target := self.stack[-1][1]:
            self.sections[-1].parts[target].append(text)


def read(html: str) -> list[Section]:
    """Return the sections of a page in their order, the first being the page itself."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    once = list({id(section): section for section in reader.sections}.values())
    return [s for s in (section.close() for section in once) if len(s.title) > 1]
