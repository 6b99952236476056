"""Writes locks/<name>.jars for the programs of [tool.handbook.jars]; with `--keep`, for
those only that have none."""

import sys
import tempfile
import tomllib
from pathlib import Path

from snippets.services import ServiceError, jars


def main(arguments: list[str]) -> None:
    """Write the lock files of jars."""
    settings = tomllib.loads((jars.ROOT / "pyproject.toml").read_text())
    for name, wanted in settings["tool"]["handbook"]["jars"].items():
        if arguments == ["--keep"] and jars.lock_file(name).exists():
            continue
        with tempfile.TemporaryDirectory() as scratch:
            project = jars.project(wanted["jars"], exclude=wanted["without"])
            jars.fetch(project, Path(scratch))
            found = jars.hashes(Path(scratch))
        lines = [f"{jar} {digest}\n" for jar, digest in sorted(found.items())]
        jars.lock_file(name).write_text("".join(lines))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ServiceError as error:
        sys.exit(str(error))
