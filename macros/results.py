"""Published results: what others printed, beside what our snippet prints."""

import functools
from dataclasses import dataclass

from macros import load, show, templating
from macros.site import LANGUAGES, MacroError, Site

PATH = load.DATA / "published.yaml"
_RESULT = {"source", "url", "rows", "why"}
_ROW = {*LANGUAGES, "published", "snippet", "label"}


@dataclass(frozen=True)
class Line:
    """One figure: what it is, what was published, and ours from the recorded output."""

    what: str
    published: str
    ours: str


@functools.cache
def every() -> dict[str, dict]:
    """Return every published result by its id. Raises MacroError for a wrong key."""
    found = load.read_yaml(PATH)
    for key, result in found.items():
        where = f"macros/data/published.yaml: {key}"
        load.only_keys(where, result, _RESULT, set())
        load.only_keys(f"{where}: why", result["why"], set(LANGUAGES), set())
        for number, row in enumerate(result["rows"], 1):
            load.only_keys(f"{where}: row {number}", row, _ROW, set())
    return found


def decide(site: Site, key: str) -> dict[str, object]:
    """Return the lines of the result `key`; stops the build when it is unknown or its
    snippet does not print the label."""
    try:
        known = every()
        if key not in known:
            raise MacroError(
                f"no published result {key!r}; there are {', '.join(known)}"
            )
        result = known[key]
        lines = [
            Line(
                _in(site, row),
                _in(site, row["published"]),
                show.value(row["snippet"], row["label"]),
            )
            for row in result["rows"]
        ]
    except MacroError as error:
        site.fail(error)
    why = result["why"][site.language]
    return {"key": key, "result": result, "lines": lines, "why": why}


def _in(site: Site, words: object) -> str:
    return str(words[site.language]) if isinstance(words, dict) else str(words)


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the table as Markdown."""
    return templating.render("published.md.jinja", site, **decided)
