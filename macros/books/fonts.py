"""Fonts for the PDF: what this machine has, or for Japanese those of a Debian package that
is unpacked into .cache/, as `make` does with programs."""

import os
import shutil
import subprocess

import bootstrap
from macros import templating
from macros.site import MacroError, Site

_MISSING = (
    "no font with Japanese glyphs was found: install one, such as {}, or let fontconfig "
    "find it"
)
_NAME = "fonts"


def environment() -> dict[str, str]:
    """Return the environment in which Chromium finds fonts for both languages. Raises
    MacroError where there is none for Japanese."""
    if not shutil.which("fc-list") or _japanese(dict(os.environ)):
        return dict(os.environ)
    packages = bootstrap.settings()[_NAME]["debian"]
    folder = bootstrap.unpacked_packages(_NAME, packages)
    if folder:
        file = folder / "fonts.conf"
        site = Site("index.md", 1, "en", "")
        file.write_text(templating.render("fonts.conf.jinja", site, folder=folder))
        found = {**os.environ, "FONTCONFIG_FILE": str(file)}
        if _japanese(found):
            return found
    raise MacroError(_MISSING.format(packages[0]))


def _japanese(environment: dict[str, str]) -> bool:
    asked = subprocess.run(
        ["fc-list", ":lang=ja"], env=environment, capture_output=True, text=True
    )
    return bool(asked.stdout.strip())
