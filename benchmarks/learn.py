"""Learns the weights of the search (docs/assets/search/weights.js) from the golden queries.

Run: make benchmark NAME=learn (some ten minutes). Needs Node. The queries are asked of the
index as it is, and of one without macros/data/asked.yaml, whose words were written by one
who knew them. Prints the share that is answered first by the half that was learnt from and
by the other, before and after; and the mean of what both halves taught.
"""

import json
import subprocess
import tempfile
from pathlib import Path

import yaml

from benchmarks.growth import ROOT, pages
from macros.search import hook
from macros.site import LANGUAGES

ROUNDS = 1


def main(folder: Path) -> None:
    """Print what was learnt, as JSON."""
    sets = []
    present = pages(folder / "site")
    for language in LANGUAGES:
        folders = [folder / language, folder / f"{language}-unasked"]
        hook.write(folders[0], hook.parts(language, present[language]))
        hook.write(folders[1], hook.parts(language, present[language], asked={}))
        golden = ROOT / "tests" / "search" / f"golden.{language}.yaml"
        entries = yaml.safe_load(golden.read_text(encoding="utf-8"))
        sets.append({"folders": list(map(str, folders)), "entries": entries})
    script = ROOT / "benchmarks" / "engines" / "learn.mjs"
    given = json.dumps({"sets": sets, "rounds": ROUNDS})
    subprocess.run(["node", str(script)], input=given, text=True, check=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        main(Path(name))
