"""Gives each question an id, the same in both languages: that of its section, and a
number. A link to it opens it."""

import re

_PLACE = re.compile(r'<h[1-6] id="([^"]+)"|<details class="question">')


def with_ids(html: str) -> str:
    """Return `html` with an id on each question."""
    section, number = "question", 0

    def mark(found: re.Match) -> str:
        nonlocal section, number
        if found[1]:
            section, number = found[1], 0
            return found[0]
        number += 1
        return f'<details class="question" id="{section}-{number}">'

    return _PLACE.sub(mark, html)


def with_levels(html: str, labels: list[str]) -> str:
    """Return `html` with a class on each bullet that begins with one of `labels`, which
    say what is heard at a level. They sort what the answer says, so a search leaves them
    out."""
    names = "|".join(map(re.escape, labels))
    return re.sub(rf"<li>(?=\s*(?:<p>)?<strong>(?:{names})</strong>)", '<li class="level">', html)
