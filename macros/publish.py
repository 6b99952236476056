"""Puts the snippets and their recorded outputs into the built site."""

import shutil
from pathlib import Path

from snippets.runner.catalog import FOLDER, discover


def copy_snippets(site_dir: str) -> None:
    """Copy each snippet, its recorded output and its plot data to <site_dir>/snippets/."""
    for snippet in discover():
        for path in (snippet.path, snippet.recorded, snippet.recorded_data):
            if path.exists():
                copy = Path(site_dir) / "snippets" / path.relative_to(FOLDER)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
