"""The drill macro: questions asked against a clock, which come back when they are due.

What the page script needs stands beside it as JSON; the questions themselves are a file
that it loads at the first start.
"""

import math

from macros import load, templating
from macros.bank import collect, decks
from macros.bank.read import LEVELS
from macros.run import runtimes
from macros.site import Site

# Minutes to think aloud, by level, and how long a sitting may take; 0 is without end.
THINK = {"mid": 2, "senior": 3, "staff": 4}
SITTINGS = (10, 20, 45, 0)
RATINGS = ("again", "hard", "good", "easy")


def scheduler(home: str) -> str:
    """Return the address of the scheduler, or "" where it could not be built."""
    built, _ = runtimes.available()
    return f"{home}assets/runtimes/{runtimes.version()}/fsrs/fsrs.mjs" if built else ""


def told(words: dict[str, str], prefix: str) -> dict[str, str]:
    """Return the words of a page script by their names without `prefix`, and those that
    say why progress is not kept."""
    trouble = "progress_"
    return {
        key.removeprefix(prefix).removeprefix(trouble): text
        for key, text in words.items()
        if key.startswith((prefix, f"{trouble}trouble_"))
    }


def decide(site: Site) -> dict[str, object]:
    """Return what the template shows and the page script works with."""
    language = site.language
    cards = site.guard(collect.cards, language)
    words = load.words(language)
    size = len(site.guard(collect.as_json, language).encode())
    pages = site.guard(collect.titles, language)
    config = {
        "home": site.home or "./",
        "questions": f"{site.home}{decks.FOLDER}/{language}.json",
        "scheduler": scheduler(site.home),
        "think": THINK,
        "names": {
            **{name: each[language] for name, each in collect.the_rounds().names.items()},
            **{level: words[f"bank_{level}"] for level in LEVELS},
            **pages,
        },
        "words": told(words, "drill_"),
    }
    return {
        "config": config,
        "rounds": list(collect.the_rounds().names),
        "topics": list(pages),
        "levels": LEVELS,
        "sittings": SITTINGS,
        "ratings": RATINGS,
        "count": len(cards),
        "kilobytes": math.ceil(size / 1000),
    }


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the drill as HTML."""
    return templating.render("drill.html.jinja", site, **decided)
