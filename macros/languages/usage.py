"""How pages use the glossary: words to avoid, and the term of one language in the other."""

import re
from collections import Counter
from collections.abc import Iterator

from macros.languages import allowed
from macros.languages.flatten import flatten
from macros.languages.glossary import Term, terms
from macros.languages.matcher import finder
from macros.languages.pairs import Pair, text
from macros.load import Page

OFTEN = 2  # uses of an English term from which the Japanese section must name it


def avoided(page: Page, known: tuple[Term, ...] | None = None) -> Iterator[str]:
    """Yield a message for each Japanese word that the glossary says to avoid, unless it
    is a part of a term."""
    allow = {line for line, rule, _ in allowed.in_lines(page.text) if rule == "avoid"}
    find = finder("ja", known)
    wrong = [(p, term) for term in known or terms() for p in term.avoid]
    any_wrong = re.compile("|".join(p.pattern for p, _ in wrong) or r"(?!)")
    for passage in flatten(page.text):
        if passage.line in allow or not any_wrong.search(passage.text):
            continue
        spans = [(start, end) for start, end, _ in find(passage.text)]
        for pattern, term in wrong:
            for hit in pattern.finditer(passage.text):
                if not any(s <= hit.start() and hit.end() <= e for s, e in spans):
                    where = f"{page.shown}:{passage.line}"
                    yield f"{where}: avoid: {hit[0]}: write {term.name('ja')}"


def unpaired(pair: Pair, known: tuple[Term, ...] | None = None) -> Iterator[str]:
    """Yield a message for each term that the English of a section uses and its Japanese
    does not name."""
    if pair.behind or any("term" in allowed.rules(s.own) for s in pair.sections):
        return
    english, japanese = (
        "\n".join(p.text for p in flatten(text(page, section)))
        for page, section in zip(pair.pages, pair.sections, strict=True)
    )
    uses = Counter(term for *_, term in finder("en", known)(english) if not term.flags)
    named = {term for *_, term in finder("ja", known)(japanese)}
    for term, count in uses.items():
        if count >= OFTEN and term not in named:
            yield (
                f"{pair.where(1)}: {pair.name}: term: English uses {term.name('en')!r} "
                f"{count} times, Japanese never {' or '.join(term.forms['ja'])}"
            )
