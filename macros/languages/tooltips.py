"""Explains a term where a section uses it first, as <abbr title="...">."""

import bisect
import html
import re
from collections.abc import Iterator

from macros.languages.glossary import Term
from macros.languages.matcher import Match, finder

_HIDDEN = re.compile(
    r"^(?P<f> *(?:`{3,}|~{3,})).*?^(?P=f)[`~]* *$"  # fences
    r"|^ *<(?P<b>figure|dl|table|p|svg|div|nav|section)\b.*?</(?P=b)>"  # blocks of HTML
    r"|^#{1,6} [^\n]*$|^ *(?:!!!|\?\?\?\+?|===)[^\n]*$"  # headings, titles
    r"|(?P<c>`+)(?!`)[^\n]+?(?<!`)(?P=c)(?!`)"  # code
    r"|!?\[[^\]]*\](?:\([^()]*\)|\[[^\]]*\])"  # links
    r"|<!--.*?-->|</?[a-zA-Z][^<>]*>|\{:? ?[#.][^{}\n]*\}|https?://\S+",
    re.M | re.S,
)
_SECTION = re.compile(r"^#{1,6} ", re.M)


def explain(markdown: str, language: str) -> str:
    """Return `markdown` with the first use of each term in each section explained."""
    pieces, done = [], 0
    for start, end, term in _first_uses(markdown, language):
        title = html.escape(_title(term, language)).replace("|", "&#124;")
        pieces.append(markdown[done:start])
        pieces.append(f'<abbr title="{title}">{markdown[start:end]}</abbr>')
        done = end
    return "".join([*pieces, markdown[done:]])


def _title(term: Term, language: str) -> str:
    other = "en" if language == "ja" else "ja"
    return f"{term.name(other)}: {term.short[language]}"


def _first_uses(markdown: str, language: str) -> Iterator[Match]:
    same = re.compile(r"[^\n]")
    hidden = _HIDDEN.sub(lambda found: same.sub("\0", found[0]), markdown)
    starts = [heading.start() for heading in _SECTION.finditer(_fences(markdown))]
    seen: set[tuple[int, Term]] = set()
    for start, end, term in finder(language)(hidden):
        section = bisect.bisect(starts, start)
        if not term.flags and (section, term) not in seen:
            seen.add((section, term))
            yield start, end, term


def _fences(markdown: str) -> str:
    """Blank the fences, at equal length."""
    fence = re.compile(r"^( *(?:`{3,}|~{3,})).*?^\1[`~]* *$", re.M | re.S)
    return fence.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), markdown)
