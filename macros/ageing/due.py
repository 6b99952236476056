"""Decides which facts are due on a day, and which were passed over."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from macros import templating
from macros.ageing.data import Fact
from macros.load import Page
from macros.site import Site

_TOP = Site("index.md", 1, "en", "")


@dataclass(frozen=True)
class Due:
    """A fact that is due, and since how many days."""

    fact: Fact
    days: int


def due(facts: Iterable[Fact], today: datetime.date) -> list[Due]:
    """Return what is due on `today`, what has waited longest first."""
    late = [Due(f, (today - f.again).days) for f in facts if f.again <= today]
    return sorted(late, key=lambda item: (-item.days, item.fact.id))


def looked_at(facts: Iterable[Fact], pages: Iterable[Page]) -> dict[str, datetime.date]:
    """Return page name -> the newest day on which the page or a fact of it was checked."""
    days = {page.name: page.front["checked"] for page in pages if "checked" in page.front}
    for fact in facts:
        days[fact.page] = max(fact.checked, days.get(fact.page, fact.checked))
    return days


def overdue(facts: Iterable[Fact], days: dict[str, datetime.date]) -> list[Fact]:
    """Return the facts that were due before their page was last looked at."""
    return [fact for fact in facts if fact.again < days[fact.page]]


def listing(facts: Iterable[Fact], today: datetime.date) -> str:
    """Return what is due on `today` as Markdown; nothing when nothing is."""
    late = due(facts, today)
    return templating.render("due.md.jinja", _TOP, late=late, today=today) if late else ""


def in_one_line(facts: list[Fact], today: datetime.date) -> str:
    """Return how many facts are due on `today`, and when the next one will be."""
    late = len(due(facts, today))
    coming = min((fact.again for fact in facts if fact.again > today), default=None)
    following = f"; the next is due on {coming}" if coming else ""
    return f"{late} of {len(facts)} facts are due on {today}{following}"
