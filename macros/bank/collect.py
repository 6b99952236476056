"""The bank of the project: every question with its round, and what the reader is given."""

import functools
import json
from dataclasses import dataclass

from macros import load
from macros.bank import read, rounds
from macros.bank.markup import Markup
from macros.bank.read import Question
from macros.bank.rounds import Rounds
from macros.site import DOCS, MacroError


@dataclass(frozen=True)
class Card:
    """A question as HTML; links to pages of the site begin with markup.TOP."""

    id: str
    page: str
    level: str
    round: str
    question: str
    answer: tuple[str, ...]
    levels: tuple[str, ...]
    next: tuple[str, ...]


@functools.cache
def the_rounds() -> Rounds:
    """Return the rounds of the project."""
    return rounds.parse(load.read_yaml(rounds.PATH))


@functools.cache
def questions() -> tuple[Question, ...]:
    """Return the questions of the project in both languages, in the order of the nav.
    Raises MacroError for the first that is not what it must be."""
    order = {path: n for n, path in enumerate(load.nav_order())}
    pages = sorted(load.pages(), key=lambda page: order.get(f"{page.name}.md", len(order)))
    found = read.of_pages(pages)
    for problem in read.unlike(found):
        raise MacroError(problem)
    rounds.check(the_rounds(), found)
    for question in found:
        the_rounds().of(question)
    return tuple(found)


@functools.cache
def titles(language: str) -> dict[str, str]:
    """Return the heading of each page that has questions, in the order of the nav."""
    ending = ".ja.md" if language == "ja" else ".md"
    names = dict.fromkeys(q.page for q in questions())
    return {name: load.page(DOCS / f"{name}{ending}").sections[0].title for name in names}


@functools.cache
def cards(language: str) -> tuple[Card, ...]:
    """Return the questions of one language as HTML."""
    markup = Markup()

    def card(q: Question) -> Card:
        def lines(texts: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(markup.line(q, text) for text in texts)

        return Card(
            q.id, q.page, q.level, the_rounds().of(q), *lines((q.text,)),
            lines(q.answer), lines(q.levels), lines(q.next),
        )  # fmt: skip

    return tuple(card(q) for q in questions() if q.language == language)


@functools.cache
def as_json(language: str) -> str:
    """Return the cards of one language as the drill loads them."""
    rows = [
        {key: value for key, value in vars(card).items() if value != ()}
        for card in cards(language)
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def forget() -> None:
    """Read everything anew at the next call."""
    for cached in (the_rounds, questions, titles, cards, as_json):
        cached.cache_clear()
