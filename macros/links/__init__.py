"""Which outside links the pages have, and the report of what their hosts said.

A report for people, never a gate: a host may be down, slow, or refuse a program, and the
pages are right all the same.
"""

import re
from collections.abc import Iterable
from urllib.parse import urldefrag

from macros import load, templating
from macros.links.ask import KINDS, Answer
from macros.load import Page
from macros.site import Site

_LINK = re.compile(r"\]\((https?://(?:[^\s()]|\([^\s()]*\))+)|<(https?://[^>\s]+)>")
_CODE = re.compile(r"`[^`\n]*`")
_TOP = Site("index.md", 1, "en", "")


def outside(pages: Iterable[Page]) -> dict[str, list[str]]:
    """Return address, without its fragment -> the places (path:line) that link to it."""
    found: dict[str, list[str]] = {}
    for page in pages:
        lines = _CODE.sub("", load.without_fences(page.text)).split("\n")
        for number, line in enumerate(lines, 1):
            for link in _LINK.finditer(line):
                address = urldefrag(link[1] or link[2]).url
                found.setdefault(address, []).append(f"{page.shown}:{number}")
    return found


def report(answers: list[Answer], places: dict[str, list[str]]) -> str:
    """Return what somebody should look at as Markdown; nothing when all is well, but for
    hosts that refuse a program."""
    groups = {kind: [a for a in answers if a.kind == kind] for kind in KINDS}
    if not any(groups[kind] for kind in ("gone", "silent", "moved")):
        return ""
    shown = {kind: groups[kind] for kind in KINDS if kind != "well"}
    return templating.render("links.md.jinja", _TOP, groups=shown, places=places)
