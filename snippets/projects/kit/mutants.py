"""Broken variants of a project: each changes one place, and one promise must notice."""

import shutil
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from snippets.projects.kit.catalog import Project, ProjectError

_KEYS = {"id", "file", "find", "replace", "caught_by"}


@dataclass(frozen=True)
class Mutant:
    """Replace `find` by `replace` in `file`; the test `caught_by` must then fail."""

    id: str
    file: str
    find: str
    replace: str
    caught_by: str


def of(project: Project) -> list[Mutant]:
    """Return the mutants of `project`. Raises ProjectError for a wrong entry."""
    path = project.folder / "mutants.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]
    for number, entry in enumerate(entries, 1):
        if wrong := set(entry) ^ _KEYS:
            problem = f"wrong or missing: {', '.join(sorted(wrong))}"
            raise ProjectError(f"{path}: mutant {number}: {problem}")
    return [Mutant(**entry) for entry in entries]


def broken(project: Project, mutant: Mutant, folder: Path) -> Project:
    """Return a copy of `project` in the empty `folder` with the mutant's one change.

    Raises ProjectError unless the place to change is there exactly once.
    """
    copy = folder / project.name
    shutil.copytree(project.folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
    path = copy / mutant.file
    text = path.read_text(encoding="utf-8")
    if (times := text.count(mutant.find)) != 1:
        where = f"mutants.toml: {mutant.id}"
        raise ProjectError(f"{where}: what to find is {times} times in {mutant.file}")
    path.write_text(text.replace(mutant.find, mutant.replace), encoding="utf-8")
    return replace(project, folder=copy)
