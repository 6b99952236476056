"""Finds the projects and reads what each says of itself in its project.toml."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from snippets.runner.catalog import ROOT

FOLDER = ROOT / "snippets" / "projects"
_LISTENS = re.compile(r"\{(\d+)\}")
_KEYS = {"needs", "serve", "workers", "accept"}


class ProjectError(RuntimeError):
    """A project is not as it must be; the message names the place and what is right."""


@dataclass(frozen=True)
class Project:
    """needs: its systems; serve: the module that listens on PORT; workers: modules that
    run beside it; accept: settings that its acceptance suite asks for; listens: the ports
    in them that the suite itself listens on, marked there as {2525}."""

    name: str
    folder: Path
    needs: tuple[str, ...]
    serve: str
    workers: tuple[str, ...]
    accept: dict[str, str]
    listens: tuple[str, ...]


def names() -> list[str]:
    """Return the names of all projects."""
    return sorted(path.parent.name for path in FOLDER.glob("*/project.toml"))


def find(name: str) -> Project:
    """Return a project. Raises ProjectError for an unknown one or a wrong project.toml."""
    path = FOLDER / name / "project.toml"
    if name not in names():
        raise ProjectError(f"there is no project {name!r}; there are: {', '.join(names())}")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    if wrong := set(said) ^ _KEYS:
        where = path.relative_to(ROOT)
        raise ProjectError(f"{where}: wrong or missing: {', '.join(sorted(wrong))}")
    needs, workers = tuple(said["needs"]), tuple(said["workers"])
    asked = " ".join(said["accept"].values())
    listens = tuple(dict.fromkeys(_LISTENS.findall(asked)))
    accept = {k: _LISTENS.sub(r"\1", v) for k, v in said["accept"].items()}
    return Project(name, path.parent, needs, said["serve"], workers, accept, listens)
