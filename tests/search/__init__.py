"""Asks the search engine under Node: what the reader's browser runs, without a browser."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.conftest import unavailable

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ja")


def node(script: str, given: object) -> object:
    """Run a script of this folder; `given` goes in and its answer comes out as JSON."""
    if not shutil.which("node"):
        unavailable("Node is not installed; the search is tested with it, not built")
    result = subprocess.run(
        ["node", str(FOLDER / script)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def ask(index: Path, queries: list[str]) -> list[list[str]]:
    """Return for each query the places found, best first, as page#id."""
    return node("ask.mjs", {"index": str(index), "queries": queries})


def section(place: str) -> str:
    """Return the section that a place is in: a question stands in that of its level."""
    page, _, id_ = place.partition("#")
    asked, _, number = id_.rpartition("-")
    return f"{page}#{asked}" if asked.startswith("questions-") and number.isdecimal() else place
