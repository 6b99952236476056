"""Writes locks/<group>.txt for each dependency group: versions and hashes, no addresses.

Groups that may meet in one environment are resolved together first. With `--keep`, what is
locked stays as it is and only what is new is chosen.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMPILE = [
    "uv", "pip", "compile", "--system-certs", "--quiet", "--universal",
    "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header",
    "--no-emit-index-url", "--no-emit-find-links",
]  # fmt: skip


def compile_groups(groups: list[str], output: Path, *flags: str) -> None:
    """Resolve `groups` of pyproject.toml into the lock file `output`."""
    names = [word for group in groups for word in ("--group", group)]
    command = [*COMPILE, *names, *flags, "--output-file", str(output)]
    subprocess.run(command, cwd=ROOT, check=True)


def resolved_together(settings: dict) -> list[str]:
    """Return the groups of `test` and of all large sets: any of them share one."""
    large = settings["large"].values()
    return settings["environments"]["test"] + [g for one in large for g in one["groups"]]


def lock_file(group: str) -> Path:
    """Return the lock file of `group`."""
    return ROOT / "locks" / f"{group}.txt"


def locked(groups: list[str]) -> str:
    """Return the requirements that the lock files of `groups` name, each once."""
    files = [lock_file(group) for group in groups if lock_file(group).exists()]
    lines = [line for file in files for line in file.read_text().splitlines()]
    pins = {line.removesuffix(" \\") for line in lines if "==" in line.split(" ")[0]}
    return "".join(f"{pin}\n" for pin in sorted(pins))


def main(arguments: list[str]) -> None:
    """Write every lock file."""
    keep = arguments == ["--keep"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    shared = resolved_together(project["tool"]["handbook"])
    together = ROOT / "locks" / "together.tmp"
    upgrade = [] if keep else ["--upgrade"]
    try:
        together.write_text(locked(shared) if keep else "")
        compile_groups(shared, together, *upgrade)
        for group in project["dependency-groups"]:
            bound = ["--constraint", str(together)] if group in shared else []
            compile_groups([group], lock_file(group), *upgrade, *bound)
    finally:
        together.unlink(missing_ok=True)


if __name__ == "__main__":
    main(sys.argv[1:])
