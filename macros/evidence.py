"""The evidence page: every claim of the source, where it is answered and what proves it."""

from dataclasses import dataclass

from macros import load, show, templating
from macros.load import Page, Row
from macros.site import MacroError, Site


@dataclass(frozen=True)
class Proof:
    """A snippet's file and the name it is run by."""

    name: str
    output: str


@dataclass(frozen=True)
class Claim:
    """One row: the section that answers it, or None where none does yet."""

    text: str
    link: str | None
    proof: str
    snippets: tuple[Proof, ...]


def claims(
    rows: tuple[Row, ...], pages: dict[str, Page], language: str
) -> dict[str, list[Claim]]:
    """Return the claims of each page name, in the order of the coverage list.

    `pages` maps a page's name to its source in `language`.
    """
    by_page: dict[str, list[Claim]] = {}
    for row in rows:
        page = pages.get(row.page)
        sections = page.sections if page else ()
        section = next((s for s in sections if s.id == row.id), None)
        text = row.ja if language == "ja" else row.en
        snippets = section.snippets if section else ()
        # One language of a snippet needs no mention beside all of them.
        named = [n for n in snippets if n.rpartition(".")[0] not in snippets]
        proofs = tuple(Proof(name, _output(name)) for name in named)
        link = f"{row.page}/#{row.id}" if section else None
        by_page.setdefault(row.page, []).append(Claim(text, link, row.proof, proofs))
    return by_page


def _output(name: str) -> str:
    suffix = show.siblings(name)[0].path.suffix
    return f"{name.removesuffix(suffix)}{suffix}.out"


def decide(site: Site) -> dict[str, object]:
    """Return the groups of claims for the template, with the count of those answered."""
    pages = {p.name: p for p in load.pages() if p.language == site.language}
    try:
        groups = claims(load.coverage(), pages, site.language)
    except MacroError as error:
        site.fail(error)
    titles = {name: p.sections[0].title for name, p in pages.items() if p.sections}
    everything = [claim for group in groups.values() for claim in group]
    answered = sum(claim.link is not None for claim in everything)
    return {
        "groups": [
            (titles.get(name, name), claims_) for name, claims_ in groups.items()
        ],
        "answered": answered,
        "total": len(everything),
        "prefix": site.home + ("ja/" if site.language == "ja" else ""),
    }


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the tables as Markdown."""
    return templating.render("evidence.md.jinja", site, **decided)
