"""What MkDocs asks of the handbook on a reader's device: after a build, what it takes to
install it, and in sw.js the list of what a browser keeps."""

import json
from pathlib import Path

from mkdocs.plugins import event_priority

from macros.offline import installing, listing

WORKER = "sw.js"
_EMPTY = 'const SITE = { version: "", shared: {}, languages: {} };'
_command = {"name": "build"}
_told: dict[str, tuple[str, str]] = {}


def on_startup(*, command: str, dirty: bool) -> None:
    """Called once by MkDocs."""
    _command["name"] = command


@event_priority(-200)  # after the languages' own step, which translates them
def on_nav(nav, config, files) -> None:
    """Remember what the site is called in each language."""
    _told[config.theme["language"]] = config.site_name, config.site_description


@event_priority(-300)  # when everything else is written
def on_post_build(config) -> None:
    """Write manifests and icons, then list it all; a site that changes while it is served
    keeps its empty list, and browsers keep nothing of it."""
    site = Path(config.site_dir)
    folder = site / installing.FOLDER
    for language, (name, description) in _told.items():
        made = installing.manifest(name, description, language)
        (folder / f"{language}.webmanifest").write_text(made, encoding="utf-8")
    installing.write(folder)
    if _command["name"] != "serve":
        listing.pack(site)
        source = (Path(config.docs_dir) / WORKER).read_text(encoding="utf-8")
        worker = with_list(source, listing.read(site))
        (site / WORKER).write_text(worker, encoding="utf-8")


def with_list(worker: str, kept: dict[str, dict[str, str]]) -> str:
    """Return the worker with its list. Raises ValueError where it has no place for one."""
    if worker.count(_EMPTY) != 1:
        raise ValueError(f"docs/{WORKER} must hold this line once: {_EMPTY}")
    shared = kept[listing.SHARED]
    languages = {name: files for name, files in kept.items() if name != listing.SHARED}
    listed = {"version": listing.version(kept), "shared": shared, "languages": languages}
    return worker.replace(_EMPTY, f"const SITE = {json.dumps(listed, indent=0)};")
