"""What MkDocs asks of the search: it reads each rendered page, and writes one index a
language in place of the theme's own."""

import json
import shutil
from pathlib import Path

from mkdocs.plugins import event_priority

from macros import load
from macros.bank import read
from macros.languages import glossary
from macros.search import index, questions, sections
from macros.search.bundle import bundle
from macros.site import LANGUAGES, of_page

_pages: dict[str, dict[str, list[sections.Section]]] = {name: {} for name in LANGUAGES}
_rendered: dict[str, dict[str, str]] = {name: {} for name in LANGUAGES}  # not yet read
# The theme reads this at each page load (where it is a file, as a script that names it);
# without it, it does not start the search.
THEMES_OWN = {"config": {"lang": [], "separator": r"\s+"}, "docs": []}

SCRIPTS = "assets/search"
PAGE = {"input.js", "file.js", "worker.js"}  # what a page itself loads


def on_page_markdown(markdown: str, page, config, files) -> None:
    """Spare the theme the work for an index of its own."""
    page.meta["search"] = {"exclude": True}


def on_page_content(html: str, page, config, files) -> str:
    """Give questions their ids, and remember what may be found on the page."""
    language = of_page(page).language
    html = questions.with_levels(questions.with_ids(html), read.labels(language))
    _rendered[language][page.url] = html
    return html


@event_priority(-200)  # after the languages' own step, which builds the other one
def on_post_build(config) -> None:
    """Write search/<language>/<part>.js."""
    folder = Path(config.site_dir) / "search"
    for language, rendered in _rendered.items():
        _pages[language] |= {url: sections.read(html) for url, html in rendered.items()}
        if rendered:
            write(folder / language, parts(language, _pages[language]))
        rendered.clear()
    (folder / "search_index.json").write_text(json.dumps(THEMES_OWN))
    (folder / "search_index.js").write_text(f"var __index = {json.dumps(THEMES_OWN)}")
    engine(Path(config.docs_dir) / SCRIPTS, Path(config.site_dir) / SCRIPTS)
    scripts = Path(config.site_dir) / "assets" / "javascripts"
    for unused in ("lunr", "workers"):
        shutil.rmtree(scripts / unused, ignore_errors=True)


def engine(modules: Path, folder: Path) -> None:
    """Put one script in place of the engine's modules in `folder`."""
    for copied in folder.glob("*.js"):
        if copied.name not in PAGE:
            copied.unlink()
    (folder / "engine.js").write_text(bundle(modules, "answer"), encoding="utf-8")


def parts(
    language: str, pages: dict[str, list[sections.Section]], asked: dict | None = None
) -> dict[str, object]:
    """Return the index of `pages` in a language, with the words of macros/data; `asked`
    stands in for asked.yaml."""
    told = {
        key.removeprefix("search_"): word
        for key, word in load.words(language).items()
        if key.startswith("search_")
    }
    everyday = load.read_yaml(load.DATA / "everyday.yaml")
    asked = load.read_yaml(load.DATA / "asked.yaml") if asked is None else asked
    return index.build(language, pages, glossary.terms(), asked, everyday, told)


def write(folder: Path, built: dict[str, object]) -> None:
    """Write each part as a script that hands it over: a page opened as a file may read
    scripts and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, part in built.items():
        text = f"searchPart({json.dumps(name)},{index.dump(part)})"
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
