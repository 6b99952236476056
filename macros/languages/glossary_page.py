"""The glossary page: every term, in the order of the reader's language."""

from dataclasses import dataclass

from macros import load, templating
from macros.languages.glossary import Term, fold, terms
from macros.site import MacroError, Site

_ROWS = ("あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの",
         "はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わをん")  # fmt: skip
_PLAIN = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔぁぃぅぇぉっゃゅょゎ",
    "かきくけこさしすせそたちつてとはひふへほはひふへほうあいうえおつやゆよわ",
)
_VOWELS = {
    kana: vowel
    for row in ("あかさたなはまやらわ", "いきしちにひみり", "うくすつぬふむゆる",
                "えけせてねへめれ", "おこそとのほもよろを")
    for kana in row
    for vowel in row[0]
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A term as the page shows it: `links` are (title, address) of its sections."""

    term: Term
    links: tuple[tuple[str, str], ...]
    related: tuple[Term, ...]


def order(reading: str) -> str:
    """Return what a reading is sorted by: voicing and size aside, a long mark as the
    vowel that it prolongs, as dictionaries do."""
    plain = reading.translate(_PLAIN)
    letters: list[str] = []
    for letter in plain:
        last = letters[-1] if letters else ""
        letters.append(_VOWELS.get(last, "") if letter == "ー" else letter)
    return "".join(letters)


def group(term: Term, language: str) -> str:
    """Return the heading that a term stands under: its letter, or its row of kana."""
    if language == "en":
        first = term.name("en")[0].upper()
        return first if first.isalpha() else "#"
    first = order(term.reading)[0]
    return next(row[0] for row in _ROWS if first in row)


def decide(site: Site) -> dict[str, object]:
    """Return the groups of terms for the template."""
    language = site.language
    pages = {p.name: p for p in load.pages() if p.language == language}
    try:
        known = [term for term in terms() if "spelling-only" not in term.flags]
    except MacroError as error:
        site.fail(error)
    by_id = {term.id: term for term in known}
    groups: dict[str, list[Shown]] = {}
    for term in sorted(known, key=lambda t: _place(t, language)):
        related = tuple(by_id[id_] for id_ in term.related if id_ in by_id)
        shown = Shown(term, _links(site, term, pages), related)
        groups.setdefault(group(term, language), []).append(shown)
    return {"groups": groups, "language": language, "other": site.other}


def _place(term: Term, language: str) -> tuple[str, str]:
    if language == "en":
        return fold(term.name("en")), term.id
    return order(term.reading), term.id


def _links(
    site: Site, term: Term, pages: dict[str, load.Page]
) -> tuple[tuple[str, str], ...]:
    found = []
    for name, id_ in (section.split("#") for section in term.sections):
        sections = pages[name].sections if name in pages else ()
        address = f"{site.address(name, site.language)}#{id_}"
        found += [(s.title, address) for s in sections if s.id == id_]
    return tuple(found)


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the page's body as Markdown."""
    return templating.render("glossary.md.jinja", site, **decided)
