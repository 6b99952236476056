"""Lines that may break a rule: `<!-- allow rule: reason -->` in the line itself."""

import re
from collections.abc import Iterator

_ALLOW = re.compile(r"<!-- allow ([\w-]*):?(.*?)-->")

_CODE = re.compile(r"`[^`]*`")


def in_lines(text: str, first_line: int = 1) -> Iterator[tuple[int, str, str]]:
    """Yield (line, rule, reason) of each permission in `text`."""
    for number, line in enumerate(text.split("\n"), first_line):
        for rule, reason in _ALLOW.findall(_CODE.sub("", line)):
            yield number, rule, reason.strip()


def rules(text: str) -> set[str]:
    """Return the rules that some line of `text` may break."""
    return {rule for _, rule, _ in in_lines(text)}


def problems(shown: str, text: str, known: set[str]) -> Iterator[str]:
    """Yield a message for each permission without a reason or of an unknown rule."""
    for line, rule, reason in in_lines(text):
        if rule not in known:
            names = ", ".join(sorted(known))
            yield f"{shown}:{line}: there is no rule {rule!r} to allow; rules: {names}"
        elif not reason:
            example = f"<!-- allow {rule}: why this line is right -->"
            yield f"{shown}:{line}: {rule} is allowed without a reason; write {example}"
