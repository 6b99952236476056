"""Writes locks/<group>.txt for each dependency group: versions and hashes, no addresses.

All groups are resolved together first, so that any of them fit in one environment.
"""

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMPILE = [
    "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url",
    "--no-emit-find-links", "--upgrade",
]  # fmt: skip


def compile_groups(groups: list[str], output: Path, *flags: str) -> None:
    """Resolve `groups` of pyproject.toml into the lock file `output`."""
    names = [word for group in groups for word in ("--group", group)]
    command = [*COMPILE, *names, *flags, "--output-file", str(output)]
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> None:
    """Write every lock file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = list(project["dependency-groups"])
    together = ROOT / "locks" / "together.tmp"
    try:
        compile_groups(groups, together)
        for group in groups:
            output = ROOT / "locks" / f"{group}.txt"
            compile_groups([group], output, "--constraint", str(together))
    finally:
        together.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
