"""Installs npm packages that benchmarks use, pinned by hash, where nothing is committed."""

import shutil
import subprocess
import sys
from pathlib import Path

from macros.site import ROOT


def installed(name: str) -> Path:
    """Return the folder of what benchmarks/<name>/package-lock.json pins; install it where
    it is not. Exits where npm fails."""
    folder = ROOT / ".venv" / name
    lock = ROOT / "benchmarks" / name / "package-lock.json"
    complete = folder / "complete"
    if complete.exists() and complete.read_bytes() == lock.read_bytes():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for file in ("package.json", "package-lock.json"):
        shutil.copyfile(lock.with_name(file), folder / file)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    if subprocess.run(command, cwd=folder).returncode:
        sys.exit(f"npm could not install what benchmarks/{name}/package.json names")
    shutil.copyfile(lock, complete)
    return folder
