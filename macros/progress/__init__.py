"""Progress of a reader: what the build tells the scripts in docs/assets/progress/."""

from macros import load, templating
from macros.site import Site

PREFIX = "progress_"


def told(language: str) -> dict[str, str]:
    """Return what the scripts say, in one language."""
    words = load.words(language).items()
    return {key.removeprefix(PREFIX): text for key, text in words if key.startswith(PREFIX)}


def decide(site: Site) -> dict[str, object]:
    """Return the words of the panel, for the template."""
    return {"told": told(site.language)}


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the panel "your progress": take along, bring back, clear."""
    return templating.render("progress.html.jinja", site, **decided)
