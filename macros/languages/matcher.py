"""Finds the terms of the glossary in a text, the longest first."""

import functools
import re
from collections.abc import Iterator

from macros.languages.glossary import Term, terms

Match = tuple[int, int, Term]
_WORD = re.compile(r"[A-Za-z0-9]+")
_JOINTS = frozenset(" -/+.'")
_LATIN = re.compile(r"[A-Za-z0-9_]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_SHORT = 4  # letters up to which a katakana form is often a part of another word


@functools.cache
def finder(language: str, known: tuple[Term, ...] | None = None):
    """Return find(text), which yields (start, end, term) of each use in its order."""
    known = terms() if known is None else known
    return _english(known) if language == "en" else _japanese(known)


def _english(known: tuple[Term, ...]):
    """Words count with a plural ending, and in any case where the form has no capitals."""
    forms: dict[tuple[str, ...], list[tuple[str, Term]]] = {}
    for term in known:
        for form in term.forms["en"]:
            forms.setdefault(_key(form), []).append((form, term))
    longest = max(map(len, forms), default=0)
    firsts = {key[0] for key in forms}

    def find(text: str) -> Iterator[Match]:
        words = list(_WORD.finditer(text))
        at = 0
        while at < len(words):
            found = None
            if not firsts.isdisjoint(_singulars(words[at][0].lower())):
                found = _longest(text, words[at : at + longest], forms)
            if found:
                count, term = found
                yield words[at].start(), words[at + count - 1].end(), term
            at += found[0] if found else 1

    return find


def _key(form: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(form.lower()))


def _longest(text: str, words: list[re.Match], forms: dict) -> tuple[int, Term] | None:
    for count in range(_joined(text, words), 0, -1):
        key = tuple(word[0].lower() for word in words[:count])
        written = text[words[0].start() : words[count - 1].end()]
        for last in _singulars(key[-1]):
            for form, term in forms.get((*key[:-1], last), ()):
                if _is(form, written):
                    return count, term
    return None


def _is(form: str, written: str) -> bool:
    """Whether case and hyphens agree: capitals and hyphens of the form are needed, a
    space may be a hyphen (read-through is not "read through")."""
    same = written if form != form.lower() else written.lower()
    pairs = zip(form, same, strict=False)
    return all(a == b or (a == " " and b == "-") for a, b in pairs)


def _joined(text: str, words: list[re.Match]) -> int:
    """How many of `words` stand together, one space or sign between two."""
    for n, (word, following) in enumerate(zip(words, words[1:]), 1):
        if text[word.end() : following.start()] not in _JOINTS:
            return n
    return len(words)


@functools.cache
def _singulars(word: str) -> tuple[str, ...]:
    endings = [("s", ""), ("es", ""), ("ies", "y")]
    found = (word.removesuffix(s) + y for s, y in endings if word.endswith(s))
    return (word, *found)


def _japanese(known: tuple[Term, ...]):
    """Forms count as they stand; Latin ones as whole words."""
    forms: dict[str, list[tuple[str, Term]]] = {}
    for term in known:
        for form in term.forms["ja"]:
            forms.setdefault(form[0], []).append((form, term))
    for first in forms:
        forms[first].sort(key=lambda entry: -len(entry[0]))
    start = re.compile("[" + re.escape("".join(forms)) + "]") if forms else None

    def find(text: str) -> Iterator[Match]:
        place = 0
        while start and (possible := start.search(text, place)):
            place = possible.start()
            for form, term in forms[text[place]]:
                if text.startswith(form, place) and _whole(text, place, form):
                    yield place, place + len(form), term
                    place += len(form)
                    break
            else:
                place += 1

    return find


def _whole(text: str, start: int, form: str) -> bool:
    """Whether no Latin letter goes on before or after a Latin end of `form`, and no
    katakana beside a short katakana form (リース is no part of リリース)."""
    end = start + len(form)
    kinds = [_LATIN] + ([_KATAKANA] if len(form) <= _SHORT else [])
    for kind in kinds:
        if kind.match(form[0]) and start and kind.match(text[start - 1]):
            return False
        if kind.match(form[-1]) and end < len(text) and kind.match(text[end]):
            return False
    return True
