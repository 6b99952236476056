"""The Chromium that pages are measured in."""

import subprocess
import sys

from snippets.services import chromium


def needed() -> None:
    """Exit with the remedy where Chromium is missing."""
    if not chromium.found():
        sys.exit("no Chromium; `apt-get install chromium` adds it")


def version() -> str:
    """Return its name and version, such as "Chromium 156.0.8078.79"."""
    said = subprocess.run([chromium.found(), "--version"], capture_output=True, text=True)
    return " ".join(said.stdout.split()[:2])
