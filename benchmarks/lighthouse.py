"""Looks at one page of each type with Lighthouse, as a phone on a slow network, in both
languages.

Run: WITH=browser make benchmark NAME=lighthouse (20 minutes; TIMES=1 looks once, SITE=folder
at a site that is built). Needs Node and a whole Chromium. The pages come from nginx with
deploy/nginx.conf. Prints by page: the scores out of 100, the layout shift, the seconds until
the first and the largest paint and the milliseconds that scripts block on that phone, and
the kilobytes of the first view; then by audit the pages that lost points by it. Of three
looks the one with the highest scores, since a machine may do other things meanwhile:
performance wants a quiet one, and ONLY=accessibility,best-practices,seo leaves it out.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks import browser, heading, packages
from benchmarks.hosted import hosted
from macros.books import fonts
from macros.site import ROOT, MacroError
from snippets.services import chromium

TIMES = int(os.environ.get("TIMES", "3"))
TYPES = {
    "home": "",
    "topic": "topics/caching/",
    "deep dive": "deep-dives/postgresql/",
    "project": "projects/payments/",
    "study plan": "study-plan/",
    "interview": "interview/",
    "glossary": "glossary/",
    "evidence": "evidence/",
    "contributing": "contributing/",
}
TOPS = {"en": "", "ja": "ja/"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ONLY = os.environ.get("ONLY", ",".join(CATEGORIES)).split(",")
# Width, digits and unit of each column.
SCORES = ((9, 0), (7, 0), (9, 0), (4, 0))
MEASURES = {
    "shift": (7, 3), "paint": (6, 1, 1000), "largest": (8, 1, 1000), "blocked": (8, 0),
    "bytes": (5, 0, 1000),
}  # fmt: skip
HEAD = (
    f"{'page':<24}  perform access practice seo  shift paint largest blocked   KB\n"
    f"{'':<60}{'s':>6}{'s':>8}{'ms':>8}"
)


def audited(addresses: list[str]) -> Iterator[dict]:
    """Yield what benchmarks/audits/audit.mjs says of each address, with fonts for both
    languages."""
    given = {
        "packages": str(packages.installed("audits")),
        "browser": str(chromium.found()),
        "flags": chromium.flags(),
        "categories": ONLY,
        "addresses": addresses,
    }
    script = ROOT / "benchmarks" / "audits" / "audit.mjs"
    with subprocess.Popen(["node", str(script)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True,
                          env=fonts.environment()) as process:  # fmt: skip
        process.stdin.write(json.dumps(given))
        process.stdin.close()
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        sys.exit("Lighthouse could not look at the pages; it says why above")


def best(address: str) -> dict:
    """Return the one of TIMES looks at a page that has the highest scores."""
    return max(audited([address] * TIMES), key=lambda found: sum(found["scores"].values()))


def versions() -> list[str]:
    """Return the versions of Lighthouse and of the browser."""
    package = ROOT / "benchmarks" / "audits" / "package.json"
    lighthouse = json.loads(package.read_text("utf-8"))["dependencies"]["lighthouse"]
    return [f"Lighthouse {lighthouse}", browser.version()]


def number(value: float | None, width: int, digits: int, unit: int = 1) -> str:
    """Return a cell of the table: `value` in units of `unit`, a line where there is none."""
    return f"{'-':>{width}}" if value is None else f"{value / unit:>{width}.{digits}f}"


def row(name: str, found: dict) -> str:
    """Return a line of the table."""
    scores = [found["scores"].get(category) for category in CATEGORIES]
    cells = [number(score, *shape) for score, shape in zip(scores, SCORES, strict=True)]
    cells += [number(found.get(key), *shape) for key, shape in MEASURES.items()]
    return f"{name:<24}{''.join(cells)}"


def needed() -> None:
    """Exit with the remedy where Chromium, Node or a font is missing."""
    browser.needed()
    if not shutil.which("npm"):
        sys.exit("no npm; Node brings it")
    try:
        fonts.environment()
    except MacroError as problem:
        sys.exit(str(problem))


def main(address: str) -> None:
    """Print the table, and below it why points were lost."""
    lost = defaultdict(list)
    print(heading("lighthouse", *versions(), f"best of {TIMES}"), HEAD, sep="\n")
    for kind, path in TYPES.items():
        for language, top in TOPS.items():
            name = f"{kind}, {language}"
            found = best(f"{address}{top}{path}")
            print(row(name, found), flush=True)
            for audit in found["lost"]:
                lost[audit["category"], audit["audit"], audit["title"]].append(name)
    print()
    for (category, audit, title), names in lost.items():
        print(f"{category}, {audit} ({title}): {len(names)} of {2 * len(TYPES)}")


if __name__ == "__main__":
    needed()
    with tempfile.TemporaryDirectory() as name:
        site = os.environ.get("SITE")
        if not site:
            site = f"{name}/site"
            build(load_config(str(ROOT / "mkdocs.yml"), site_dir=site))
        with hosted(Path(site), Path(name)) as address:
            main(address)
