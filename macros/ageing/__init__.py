"""Facts that age: what a page says that the world will change, and when to look again.

The facts stand in macros/data/ageing.yaml. Three things read them: the page of facts that
age and the facts line of each page, which show the dates and know no today; the command
`make due`, which knows today and which a scheduled workflow puts into an issue; and the
cap `overdue` of pyproject.toml.

The cap must not break by the mere passing of time, so no test asks a clock. A fact counts
as *overdue* when its page was looked at after the fact was due, and the fact was not: its
`again` is before the newest date on which anything of that page was checked, be it the page
(`checked` in its front matter) or another of its facts. Only an edit can make that true:
somebody dates a page anew and passes over what was due on it, or adds a fact that is old
already. Nor can a fact be put off: `again` may be no further from `checked` than its kind
allows. What nobody has touched for years fails no test; it stands in the issue, each week.
"""

from macros import load, templating
from macros.ageing.data import KINDS, Fact, facts
from macros.site import Site


def decide(site: Site) -> dict[str, object]:
    """Return kind -> its facts, those due first first; and the titles of their sections."""
    every = sorted(site.guard(facts), key=lambda fact: (fact.again, fact.id))
    pages = [page for page in load.pages() if page.language == site.language]
    titles = {f"{p.name}#{s.id}": s.title for p in pages for s in p.sections}
    return {
        "kinds": {kind: [fact for fact in every if fact.kind == kind] for kind in KINDS},
        "titles": titles,
        "total": len(every),
    }


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the tables as HTML."""
    return templating.render("ageing.html.jinja", site, **decided)


def next_due(page: str) -> Fact | None:
    """Return the fact of the page of this name that is due first, if it has one."""
    of_page = [fact for fact in facts() if fact.page == page]
    return min(of_page, key=lambda fact: fact.again, default=None)
