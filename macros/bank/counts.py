"""The question_counts macro: how many questions there are, by round, topic and level."""

from collections import Counter
from dataclasses import dataclass

from macros import load, templating
from macros.bank import collect
from macros.bank.read import LEVELS, Question
from macros.bank.rounds import Rounds
from macros.site import Site


@dataclass(frozen=True)
class Line:
    """A line of a table: its label, the page it leads to or "", and its counts, by level
    and in all."""

    label: str
    page: str
    counts: tuple[int, ...]


def line(label: str, page: str, questions: list[Question]) -> Line:
    """Return the line that counts `questions`."""
    found = Counter(q.level for q in questions)
    return Line(label, page, (*(found[level] for level in LEVELS), len(questions)))


def by_round(rounds: Rounds, questions: list[Question], language: str) -> list[Line]:
    """Return a line for each round."""
    return [
        line(words[language], "", [q for q in questions if rounds.of(q) == name])
        for name, words in rounds.names.items()
    ]


def by_page(questions: list[Question], titles: dict[str, str]) -> list[Line]:
    """Return a line for each page that has questions, in the order in which they come."""
    names = dict.fromkeys(q.page for q in questions)
    return [line(titles[n], n, [q for q in questions if q.page == n]) for n in names]


def decide(site: Site) -> dict[str, object]:
    """Return both tables in the page's language."""
    language = site.language
    questions = [q for q in site.guard(collect.questions) if q.language == language]
    return {
        "levels": [load.words(language)[f"bank_{level}"] for level in LEVELS],
        "rounds": by_round(site.guard(collect.the_rounds), questions, language),
        "topics": by_page(questions, site.guard(collect.titles, language)),
        "all": line("", "", questions),
        "next": sum(len(q.next) for q in questions),
    }


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the tables as HTML."""
    return templating.render("question_counts.html.jinja", site, **decided)
