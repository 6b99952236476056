"""The contributors macro: who wrote the handbook, by name, from the history at the build."""

import subprocess
from pathlib import Path

from macros import templating
from macros.site import ROOT, Site

UNNAMED = "-"  # whoever .mailmap calls so is not named


def names(root: Path = ROOT) -> tuple[str, ...]:
    """Return the authors of the commits up to that of `root`, by name: as .mailmap has
    them, without programs. None are known where the history is not whole, or not there."""
    whole = _git(root, "rev-parse", "--is-shallow-repository", "--show-prefix")
    if whole.split() != ["false"]:  # shallow, none, or that of a folder above
        return ()
    authors = set(_git(root, "log", "--use-mailmap", "--format=%aN", "HEAD").splitlines())
    people = (name for name in authors - {UNNAMED, ""} if not name.endswith("[bot]"))
    return tuple(sorted(people, key=lambda name: (name.casefold(), name)))


def _git(root: Path, *words: str) -> str:
    command = ["git", "-C", str(root), *words]
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8").stdout
    except OSError:
        return ""


def decide(site: Site) -> dict[str, object]:
    """Return the names for the template."""
    return {"names": names()}


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the names as HTML, or where they are to be had."""
    return templating.render("contributors.md.jinja", site, **decided)
