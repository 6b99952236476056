"""What MkDocs asks of snippets that run in the page: their tools on each page that has
such a snippet, and the runtimes in the built site."""

import logging
import re
import shutil
from pathlib import Path

from mkdocs.plugins import event_priority

from macros import load
from macros.run import runtimes
from macros.site import of_page

MEGABYTE = 1_000_000
KINDS = ("sql", "python")  # what runs snippets
_RUNS = re.compile(r" data-(?:run|exercise)=")
_log = logging.getLogger("mkdocs.hooks.run")
_built: dict[str, Path] = {}


def on_pre_build(config) -> None:
    """Build the runtimes, or say in one line why pages show recorded outputs only."""
    if "folder" in _built:
        return
    folder, why = runtimes.available()
    if folder:
        _built["folder"] = folder
    else:
        _log.info("Snippets do not run in the page: %s", why)


def on_page_context(context, page, config, nav):
    """Give the theme what the tools of a page need, where it has a snippet that runs."""
    if "folder" in _built and _RUNS.search(page.content or ""):
        context["run"] = settings(of_page(page))
    return context


def settings(site) -> dict[str, object]:
    """Return the addresses, sizes, versions and words that docs/assets/run/ works with."""
    place = f"assets/runtimes/{runtimes.version()}"
    made = runtimes.manifest(_built["folder"])
    prefix = "run_"
    words = load.words(site.language).items()
    return {
        "home": site.home or "./",
        "kinds": {
            kind: {
                "base": f"{place}/{kind}/",
                "version": runtime["version"],
                "megabytes": f"{runtime['bytes'] / MEGABYTE:.1f}",
                "bytes": runtime["bytes"],
                "files": [file["name"] for file in runtime["files"]],
            }
            for kind, runtime in made.items()
            if kind in KINDS
        },
        "words": {
            key.removeprefix(prefix): text for key, text in words if key.startswith(prefix)
        },
    }


@event_priority(-200)  # after the languages' own step, which builds the other one
def on_post_build(config) -> None:
    """Copy the runtimes into the site, in a folder of their version."""
    if "folder" in _built:
        folder = Path(config.site_dir) / "assets" / "runtimes" / runtimes.version()
        shutil.copytree(_built["folder"], folder, dirs_exist_ok=True)
