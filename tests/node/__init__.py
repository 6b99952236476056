"""Calls what the reader's browser runs, without a browser: in Node."""

import functools
import json
import shutil
import subprocess
from pathlib import Path

from macros.site import ROOT
from tests.conftest import unavailable

OLDEST = (20, 19)
_HERE = Path(__file__).parent


def call(*calls) -> list:
    """Call [module, function, arguments...] each, and return what they return. A module
    is its path under docs/assets/, such as "search/fold"."""
    return run(_HERE / "call.mjs", calls)


def run(script: Path, given: object) -> object:
    """Run a script; `given` goes in and its answer comes out as JSON."""
    needed()
    result = subprocess.run(
        ["node", str(script)], input=json.dumps(given), capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@functools.cache
def version() -> tuple[int, ...] | None:
    """Return the version of the Node that is found first, or None."""
    if not shutil.which("node"):
        return None
    result = subprocess.run(["node", "--version"], capture_output=True, text=True)
    return tuple(map(int, result.stdout.strip().removeprefix("v").split(".")))


def needed() -> None:
    """Skip, or fail in CI, where there is no Node that runs these tests."""
    oldest = ".".join(map(str, OLDEST))
    if version() is None or version() < OLDEST:
        found = f"this is {'.'.join(map(str, version()))}" if version() else "there is none"
        unavailable(f"Node {oldest} or newer runs these tests, not the site; {found}")


def evaluate(script: str) -> str:
    """Run a module that is given as text, from the top of the repository, and return
    what it printed."""
    needed()
    command = ["node", "--input-type=module", "--eval", script]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()
