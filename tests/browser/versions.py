"""Small sites with the project's own worker, each a version of the one before."""

import os
import shutil
import tempfile
from pathlib import Path

from macros.offline import hook, listing
from tests.building import ROOT

PAGES = {"": "", "more/": "../", "ja/": "../"}
HTML = """<!doctype html><html lang="{language}"><title>{name}</title>
<script src="{top}assets/shown.js"></script>
<script type="module" src="{top}assets/offline/start.js"></script><h1>{name}</h1>"""
LATE = "import(new URL('{home}assets/late.js', location.href)).then((late) => late.name)"
# Whether a language is kept; `home` leads from the page to the top of the site.
WHOLE = """caches.open(`handbook ${{new URL("{home}", location)}}`).then((kept) => kept.keys())
  .then((all) => all.some(({{ url }}) => url.includes("?kept={language}&")))"""
FILES = {
    "assets/shown.js": "document.documentElement.dataset.shown = '{name}';",
    "assets/late.js": "export const name = '{name}';",
    "assets/worker.js": "postMessage('{name}');",
    "assets/same.js": "export const same = true;",
    "search/search_index.json": "{{}}",
    "search/en/core.js": "searchPart('core','{name}')",
    "search/ja/core.js": "searchPart('core','{name}')",
}


def build(folder, name, day):
    """Write the version `name` into `folder`, as if on a `day` of its own."""
    for page, top in PAGES.items():
        language = "ja" if page == "ja/" else "en"
        html = HTML.format(language=language, name=name, top=top)
        _write(folder / page / "index.html", html)
    for path, text in FILES.items():
        _write(folder / path, text.format(name=name))
    start = ROOT / "docs" / "assets" / "offline" / "start.js"
    _write(folder / "assets" / "offline" / "start.js", start.read_text(encoding="utf-8"))
    listing.pack(folder)
    worker = (ROOT / "docs" / hook.WORKER).read_text(encoding="utf-8")
    _write(folder / hook.WORKER, hook.with_list(worker, listing.read(folder)))
    for path in folder.rglob("*"):  # the server compares times, in seconds
        os.utime(path, (day * 86_400, day * 86_400))
    return folder


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class Host:
    """A folder `handbook` below the top of a host, which holds one version at a time and is
    never without one: a worker that finds its own file gone forgets everything."""

    def __init__(self, place):
        self.top = place / "top"
        self.top.mkdir()
        self.place = self.top / "handbook"
        self.built = [build(place / name, name, day) for day, name in enumerate(("one", "two"), 9)]

    def show(self, number, *without):
        """Publish a version but for the files `without`."""
        copy = Path(tempfile.mkdtemp(dir=self.top.parent)) / "copy"
        shutil.copytree(self.built[number - 1], copy)
        for path in without:
            (copy / path).unlink()
        link = copy.with_name("link")
        link.symlink_to(copy)
        link.replace(self.place)
