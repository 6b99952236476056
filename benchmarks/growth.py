"""Measures the search with the handbook as it is, with all its pages to come, and with ten
times as much: benchmarks/larger.py makes the pages that are missing.

Run: make benchmark NAME=growth (some 20 minutes; TIMES=1,18 leaves out what takes longest).
Needs Node. Prints, by language and size: sections; kilobytes compressed of what the first
focus reads (core), of what a first query reads beside it (median and 95 of 100), and of all
parts; share of golden queries answered first and among the first three, the other pages
being there to distract; milliseconds of processor time a keystroke.
"""

import gzip
import json
import os
import subprocess
import tempfile
from pathlib import Path

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks.larger import larger
from macros.search import hook
from macros.search.sections import Section
from macros.site import LANGUAGES

ROOT = Path(__file__).parents[1]
TIMES = os.environ.get("TIMES", "1,18,180")


def pages(folder: Path) -> dict[str, dict[str, list[Section]]]:
    """Return the sections of the present site, by language and address."""
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder))
    build(config)
    [ours] = (h for name, h in config.hooks.items() if name.endswith("search/hook.py"))
    return ours._pages


def compressed(path: Path) -> float:
    """Return kilobytes."""
    return len(gzip.compress(path.read_bytes())) / 1000


def measure(folder: Path, language: str) -> dict[str, float]:
    """Return what benchmarks/engines/growth.mjs says of the index in `folder`."""
    golden = ROOT / "tests" / "search" / f"golden.{language}.yaml"
    given = {"folder": str(folder), "entries": yaml.safe_load(golden.read_text("utf-8"))}
    script = ROOT / "benchmarks" / "engines" / "growth.mjs"
    result = subprocess.run(["node", str(script)], input=json.dumps(given),
                            stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
    return json.loads(result.stdout)


def main(present: dict[str, dict[str, list[Section]]], folder: Path) -> None:
    """Print the table."""
    print("| | times | sections | core KB | query KB | all KB | hit@1 | hit@3 | p50 ms | p95 ms |")
    print("| --- |" + " ---: |" * 9)
    for times in map(int, TIMES.split(",")):
        for language in LANGUAGES:
            found = dict(larger(present[language], times))
            index = folder / f"{language}-{times}"
            hook.write(index, hook.parts(language, found))
            size = {path.stem: compressed(path) for path in index.iterdir()}
            row = measure(index, language)
            print(
                f"| {language} | {times} | {sum(map(len, found.values()))} | {size['core']:.0f} "
                f"| {row['query']:.0f}, {row['queries']:.0f} | {sum(size.values()):.0f} "
                f"| {row['first']:.3f} | {row['third']:.3f} | {row['p50']:.1f} | {row['p95']:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        main(pages(Path(name) / "site"), Path(name))
