"""Keeps what took long to draw in .cache/, for the builds that follow."""

import hashlib
import os
import tempfile
from collections.abc import Callable

from macros.site import ROOT

FOLDER = ROOT / ".cache" / "drawn"


def drawn(parts: tuple, draw: Callable[[], str]) -> str:
    """Return what `draw` returned for the same `parts` before, or call it now. `parts`
    are all that the drawing depends on, the version of the library among them."""
    kept = FOLDER / hashlib.sha256(repr(parts).encode()).hexdigest()
    try:
        return kept.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = draw()
    FOLDER.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: several builds may draw the same at once.
    with tempfile.NamedTemporaryFile(
        "w", dir=FOLDER, delete=False, encoding="utf-8"
    ) as part:
        part.write(text)
    os.replace(part.name, kept)
    return text
