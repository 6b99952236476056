"""Compares the search with the theme's own, MiniSearch and Pagefind on the golden queries.

Run: make benchmark NAME=search. Needs Node with npm. Prints a table: share of queries that
are answered first and among the first three, milliseconds a keystroke, kilobytes
compressed at page load and for the first search (ours: with the parts that a query reads,
in the middle of the queries).
"""

import functools
import gzip
import http.server
import json
import subprocess
import tempfile
import threading
from pathlib import Path

import material
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks.growth import measure
from benchmarks.packages import installed

ROOT = Path(__file__).parents[1]
ENGINES = ROOT / ".venv" / "engines"
THEME = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
NAMES = {
    "ours": "ours",
    "stock": "stock Material",
    "minisearch": "MiniSearch + bigrams",
    "pagefind": "Pagefind",
}


def sites(folder: Path) -> tuple[Path, Path]:
    """Build the site, and the site as the theme's own search would have it."""
    ours, stock = folder / "ours", folder / "stock"
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(ours)))
    hooks = ["macros/serving.py", "macros/languages/hook.py"]
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(stock), hooks=hooks))
    return ours, stock


def serve(folder: Path) -> str:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/pagefind/"


def compressed(*paths: Path) -> float:
    """Return kilobytes."""
    return sum(len(gzip.compress(path.read_bytes())) for path in paths) / 1000


def sizes(ours: Path, stock: Path, language: str) -> dict[str, tuple[float, float]]:
    """Return kilobytes at page load and for the first search, by engine."""
    scripts, index = ours / "assets" / "search", ours / "search" / language
    at_load = [scripts / name for name in ("worker.js", "input.js", "file.js")]
    at_load.append(ours / "search" / "search_index.json")
    later = [scripts / "engine.js", index / "core.js"]
    library = ENGINES / "node_modules" / "minisearch" / "dist" / "umd" / "index.js"
    languages = [THEME / "lunr" / "min" / f"lunr.{n}.min.js" for n in ("ja", "multi")]
    theirs = [*THEME.glob("workers/*.js"), THEME / "lunr" / "tinyseg.js", *languages]
    return {
        "ours": (compressed(*at_load), compressed(*later) + measure(index, language)["query"]),
        "stock": (compressed(stock / "search" / "search_index.json", *theirs), 0),
        "minisearch": (compressed(*at_load), compressed(*index.glob("texts-*.js"), library)),
    }


def compare(ours: Path, stock: Path, address: str, language: str) -> None:
    golden = ROOT / "tests" / "search" / f"golden.{language}.yaml"
    given = {
        "folder": str(ours / "search" / language),
        "stock": str(stock / "search" / "search_index.json"),
        "material": str(THEME / "workers"),
        "worker": str(next(THEME.glob("workers/*.js"))),
        "pagefind": address,
        "engines": str(ENGINES),
        "language": language,
        "entries": yaml.safe_load(golden.read_text(encoding="utf-8")),
        "measured": list(NAMES),
    }
    result = subprocess.run(
        ["node", str(ROOT / "benchmarks" / "engines" / "compare.mjs")],
        input=json.dumps(given), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    weights = sizes(ours, stock, language)
    print(f"\n{language}, {len(given['entries'])} queries")
    print("| engine | hit@1 | hit@3 | p50 ms | p95 ms | KB at load | KB at first search |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, row in json.loads(result.stdout).items():
        load, first = ("%.0f" % kb for kb in weights[name]) if name in weights else ("0", "by query")
        print(
            f"| {NAMES[name]} | {row['first']:.3f} | {row['third']:.3f} "
            f"| {row['p50']:.1f} | {row['p95']:.1f} | {load} | {first} |"
        )


if __name__ == "__main__":
    installed("engines")
    with tempfile.TemporaryDirectory() as name:
        ours, stock = sites(Path(name))
        pagefind = ENGINES / "node_modules" / ".bin" / "pagefind"
        command = [str(pagefind), "--site", str(ours), "--silent"]
        subprocess.run(command, check=True)
        address = serve(ours)
        for language in ("en", "ja"):
            compare(ours, stock, address, language)
