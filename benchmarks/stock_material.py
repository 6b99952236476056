"""Compares the handbook with the same pages in Material as it comes: build and first view.

Run: WITH=browser make benchmark NAME=stock_material (20 minutes; TIMES=1 looks once). The
stock site is built from the Markdown that the handbook writes beside each page, with its
macros rendered: Material's own look, search and fonts, the extensions that Material's manual
names, and neither runs in the page, plots nor diagrams. Prints processor seconds and
the largest memory of each build, the megabytes and files of each site; then by page what
Lighthouse says of both, as in benchmarks.lighthouse. Where no other host is reached, the
stock pages are spared their fonts.
"""

import shutil
import tempfile
from pathlib import Path

from benchmarks import heading, lighthouse
from benchmarks.builds import built
from benchmarks.hosted import hosted
from macros.site import ROOT
from macros.takeaway.links import PAGE

PAGES = {"home": "", "topic": "topics/caching/", "project": "projects/payments/"}
CONFIG = """site_name: The same pages
site_url: http://127.0.0.1/
theme: {name: material, language: en}
plugins:
  - search: {lang: [en, ja]}
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.superfences
"""


def stock(site: Path, folder: Path) -> Path:
    """Return a project in `folder` with the Markdown of a built `site`."""
    for page in site.rglob(PAGE):
        copy = folder / "docs" / page.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, copy)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder


def weighed(name: str, root: Path, site: Path) -> None:
    """Build the project at `root` into `site` and print what it took."""
    seconds, memory = built(root, site)
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    size = sum(sizes) / 1e6
    print(f"{name:<12} {seconds:>12.0f} {memory:>11.0f} {size:>9.0f} {len(sizes):>6}", flush=True)


def looked_at(sites: dict[str, Path], folder: Path) -> None:
    """Print what Lighthouse says of PAGES in each site."""
    for kind, path in PAGES.items():
        for language, top in lighthouse.TOPS.items():
            for name, site in sites.items():
                place = folder / f"{kind}-{language}-{name}"
                place.mkdir()
                with hosted(site, place) as address:
                    found = lighthouse.best(f"{address}{top}{path}")
                print(lighthouse.row(f"{kind}, {language}, {name}", found), flush=True)


def main(folder: Path) -> None:
    """Print both tables."""
    print(heading("stock_material", *lighthouse.versions(), f"best of {lighthouse.TIMES}"))
    print("build        processor, s  memory, MB  site, MB  files")
    sites = {"handbook": folder / "handbook", "stock": folder / "stock"}
    weighed("handbook", ROOT, sites["handbook"])
    weighed("stock", stock(sites["handbook"], folder / "project"), sites["stock"])
    print(f"\n{lighthouse.HEAD}")
    looked_at(sites, folder)


if __name__ == "__main__":
    lighthouse.needed()
    with tempfile.TemporaryDirectory() as name:
        main(Path(name))
