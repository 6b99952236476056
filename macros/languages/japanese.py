"""How Japanese is written: the rules of data/japanese.yaml, and where a page breaks them."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.languages import allowed
from macros.languages.flatten import Passage, flatten, prose_lines
from macros.load import DATA, Page, only_keys, read_yaml
from macros.site import MacroError
from snippets.runner.catalog import shown

KINDS = {"paragraph", "item", "cell", "heading", "title", "label"}
UNITS = {"sentence", "passage", "source"}
ONE_LINE = "one-line-paragraph"
_OPEN, _CLOSE = "「『(", "」』)"


@dataclass(frozen=True)
class Rule:
    """What `pattern` finds is wrong in passages of `kinds`, and `remedy` right; it is to
    find something in each of `catches` and nothing in any of `passes`."""

    name: str
    pattern: re.Pattern
    remedy: str
    catches: tuple[str, ...]
    passes: tuple[str, ...]
    kinds: frozenset[str]
    unit: str

    def found(self, passage: Passage) -> list[str]:
        """Return each piece of `passage` that breaks the rule."""
        if passage.kind not in self.kinds:
            return []
        texts = sentences(passage.text) if self.unit == "sentence" else [passage.text]
        return [hit[0] for text in texts for hit in self.pattern.finditer(text)]


@functools.cache
def rules(path: Path = DATA / "japanese.yaml") -> tuple[Rule, ...]:
    """Return the rules. Raises MacroError for an unknown key, kind or unit, or a pattern
    that is no regular expression."""
    needed = {"pattern", "remedy", "catches", "passes"}
    found = []
    for name, entry in read_yaml(path).items():
        where = f"{shown(path)}: {name}"
        only_keys(where, entry, needed, {"kinds", "unit"})
        kinds, unit = set(entry.get("kinds", KINDS)), entry.get("unit", "passage")
        if kinds - KINDS or unit not in UNITS:
            raise MacroError(
                f"{where}: kinds are {sorted(KINDS)}, units {sorted(UNITS)}"
            )
        try:
            pattern = re.compile(entry["pattern"])
        except re.error as error:
            raise MacroError(f"{where}: pattern: {error}") from None
        examples = tuple(entry["catches"]), tuple(entry["passes"])
        found.append(
            Rule(name, pattern, entry["remedy"], *examples, frozenset(kinds), unit)
        )
    return tuple(found)


def sentences(text: str) -> list[str]:
    """Split at 。, but not inside brackets."""
    found, start, depth = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter in _OPEN) - (letter in _CLOSE)
        if letter in "。?!" and depth <= 0:
            found.append(text[start : place + 1].strip())
            start = place + 1
    return [*found, *filter(None, [text[start:].strip()])]


def problems(page: Page) -> Iterator[str]:
    """Yield a message for each place where a Japanese page breaks a rule."""
    allow = {(line, rule) for line, rule, _ in allowed.in_lines(page.text)}
    passages = flatten(page.text)
    source = [Passage(n, "paragraph", line) for n, line in prose_lines(page.text)]
    for rule in rules():
        for passage in source if rule.unit == "source" else passages:
            if (passage.line, rule.name) not in allow:
                for hit in rule.found(passage):
                    where = f"{page.shown}:{passage.line}"
                    yield f"{where}: {rule.name}: {_short(hit)}: {rule.remedy}"
    yield from _broken_paragraphs(page, passages)


def _broken_paragraphs(page: Page, passages: list[Passage]) -> Iterator[str]:
    lines = {p.line for p in passages if p.kind in ("paragraph", "item")}
    for passage in passages:
        if passage.kind == "paragraph" and passage.line - 1 in lines:
            yield (
                f"{page.shown}:{passage.line}: {ONE_LINE}: a line break shows as a gap; "
                "write the paragraph in one line"
            )


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:18]}…{words[-18:]}"
