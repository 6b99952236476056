"""Puts the snippets and their recorded outputs into the built site, and the services of
the projects."""

import shutil
from pathlib import Path

from macros import show
from snippets.runner.catalog import FOLDER

PROJECTS = FOLDER / "projects"
OF_A_PROJECT = (".py", ".toml", ".ini")


def copy_snippets(site_dir: str) -> None:
    """Copy each snippet, its recorded output and its plot data to <site_dir>/snippets/,
    and the code and settings of the projects, which run nowhere in the site."""
    of_projects = (p for p in PROJECTS.rglob("*") if p.suffix in OF_A_PROJECT)
    recorded = (p for s in show.every() for p in (s.path, s.recorded, s.recorded_data))
    for path in {*of_projects, *recorded}:
        if path.exists():
            copy = Path(site_dir) / "snippets" / path.relative_to(FOLDER)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
