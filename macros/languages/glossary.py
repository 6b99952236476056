"""The words of the field in both languages: data/glossary.yaml, read and checked."""

import functools
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from macros.load import DATA, coverage, only_keys, read_yaml
from macros.site import MacroError
from snippets.runner.catalog import shown

LONGEST = {"en": 160, "ja": 80}
FLAGS = {"common", "spelling-only"}
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・]+")
_READING = re.compile(r"[ぁ-ゖー]+")
_ENTRY = re.compile(r"^- id: (\S+)", re.M)


@dataclass(frozen=True, eq=False)
class Term:
    """A term: `name` and `forms` in each language, the first being the name; `reading` of
    the Japanese in hiragana; `avoid`: patterns of Japanese that this book does not use;
    `sections`: where it is explained, as page#id; `short`: its definition."""

    id: str
    line: int
    forms: dict[str, tuple[str, ...]]
    reading: str
    avoid: tuple[re.Pattern, ...]
    short: dict[str, str]
    sections: tuple[str, ...]
    related: tuple[str, ...]
    flags: frozenset[str]

    def name(self, language: str) -> str:
        """The term itself in `language` en or ja."""
        return self.forms[language][0]


@functools.cache
def terms(path: Path = DATA / "glossary.yaml") -> tuple[Term, ...]:
    """Return every entry. Raises MacroError with path and line for an unknown key, a
    definition that is missing or too long, a term with two meanings, or a wrong id."""
    text = path.read_text(encoding="utf-8")
    lines = [text.count("\n", 0, e.start()) + 1 for e in _ENTRY.finditer(text)]
    entries = read_yaml(path)
    found = tuple(
        _term(f"{shown(path)}:{line}: {entry.get('id')}", line, entry)
        for line, entry in zip(lines, entries, strict=True)
    )
    _check_together(shown(path), found)
    return found


def _term(where: str, line: int, entry: dict) -> Term:
    only_keys(
        where, entry, {"id", "en", "ja"}, {"short", "sections", "related", "flags"}
    )
    english, japanese = entry["en"], entry["ja"]
    only_keys(f"{where}: en", english, {"term"}, {"forms"})
    only_keys(f"{where}: ja", japanese, {"term"}, {"reading", "accept", "avoid"})
    flags = frozenset(entry.get("flags", ()))
    if flags - FLAGS:
        raise MacroError(f"{where}: flags are {', '.join(sorted(FLAGS))}")
    return Term(
        id=entry["id"],
        line=line,
        forms={
            "en": (english["term"], *english.get("forms", ())),
            "ja": (japanese["term"], *japanese.get("accept", ())),
        },
        reading=_reading(where, japanese),
        avoid=tuple(map(re.compile, japanese.get("avoid", ()))),
        short=_short(where, entry, flags),
        sections=tuple(entry.get("sections", ())),
        related=tuple(entry.get("related", ())),
        flags=flags,
    )


def _reading(where: str, japanese: dict) -> str:
    term, reading = japanese["term"], japanese.get("reading")
    if reading is None and _KANA.fullmatch(term):
        return hiragana(term)
    if reading is None or not _READING.fullmatch(reading):
        raise MacroError(f"{where}: the reading of {term} in hiragana is needed")
    return reading


def hiragana(kana: str) -> str:
    """Return `kana` in hiragana, without middle dots."""
    shifted = (chr(ord(c) - 96) if "ァ" <= c <= "ヶ" else c for c in kana)
    return "".join(shifted).replace("・", "")


def _short(where: str, entry: dict, flags: frozenset[str]) -> dict[str, str]:
    short = entry.get("short", {})
    if "spelling-only" in flags:
        return short
    only_keys(f"{where}: short", short, set(LONGEST), set())
    for language, longest in LONGEST.items():
        if not 0 < len(short[language]) <= longest:
            length = len(short[language])
            raise MacroError(
                f"{where}: short.{language} has {length} characters; 1 to {longest}"
            )
    return short


def _check_together(path: str, found: tuple[Term, ...]) -> None:
    rows = {f"{row.page}#{row.id}" for row in coverage()}
    ids: dict[str, Term] = {}
    meanings: dict[tuple[str, str], Term] = {}
    for term in found:
        where = f"{path}:{term.line}: {term.id}"
        if term.id in ids:
            raise MacroError(f"{where}: stands in line {ids[term.id].line} already")
        ids[term.id] = term
        for language, forms in term.forms.items():
            for form in {fold(form) for form in forms}:
                first = meanings.setdefault((language, form), term)
                if first is not term:
                    raise MacroError(
                        f"{where}: {form!r} has two meanings, here and in line "
                        f"{first.line} ({first.id}); keep it in one of them"
                    )
        for section in set(term.sections) - rows:
            raise MacroError(f"{where}: no row {section} in data/coverage.yaml")
    for term in found:
        for other in set(term.related) - set(ids):
            raise MacroError(
                f"{path}:{term.line}: {term.id}: related: no term {other!r}"
            )


def fold(word: str) -> str:
    """Return `word` with width and case folded, for comparing."""
    return unicodedata.normalize("NFKC", word).casefold()
