"""Builds the runtimes of the page, once a lock file: PostgreSQL and Python as WebAssembly,
and the scheduler of the questions.

They are npm packages, pinned by hash in runtimes/package-lock.json. What is built from
them stands in .cache/runtimes/<hash>/ and is copied into each site.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

from macros.site import ROOT

SOURCE = ROOT / "runtimes"
CACHE = ROOT / ".cache" / "runtimes"
INSTALL = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]


class Unavailable(RuntimeError):
    """The runtimes cannot be built here; the message says why."""


def version(source: Path = SOURCE) -> str:
    """Return what the runtimes are built from, as a short hash: the lock and the scripts."""
    digest = hashlib.sha256()
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        if "node_modules" not in path.parts:
            digest.update(path.relative_to(source).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def packages() -> Path:
    """Return the folder of the npm packages. Raises Unavailable."""
    return prepare().parent / "node_modules"


def prepare() -> Path:
    """Return the folder of the built runtimes; build them at the first call.

    Raises Unavailable where Node is missing or the packages cannot be fetched.
    """
    folder = CACHE / version()
    built = folder / "built"
    if (built / "manifest.json").exists():
        return built
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not (built / "manifest.json").exists():
            _build(folder, built)
    return built


def _build(folder: Path, built: Path) -> None:
    if not shutil.which("npm") or not shutil.which("node"):
        raise Unavailable("Node is not installed")
    for old in CACHE.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    shutil.copytree(SOURCE, folder)
    for command in (INSTALL, ["node", "build.mjs", str(built)]):
        made = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if made.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            said = (made.stderr or made.stdout).strip().splitlines()[-1:]
            raise Unavailable(f"`{' '.join(command[:2])}` failed: {' '.join(said)}")


def available() -> tuple[Path | None, str]:
    """Return the folder of the runtimes, or None and why there are none.

    Where CI is set a missing runtime stops the build.
    """
    try:
        return prepare(), ""
    except Unavailable as why:
        if os.environ.get("CI"):
            raise SystemExit(f"no runtimes for snippets in the page: {why}") from None
        return None, str(why)


def manifest(built: Path) -> dict:
    """Return what was built: by runtime its version, its files and their bytes."""
    return json.loads((built / "manifest.json").read_text(encoding="utf-8"))
