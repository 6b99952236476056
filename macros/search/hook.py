"""What MkDocs asks of the search: it reads each rendered page, and writes one index a
language in place of the theme's own."""

import json
import shutil
from pathlib import Path

from mkdocs.plugins import event_priority

from macros import load
from macros.languages import glossary
from macros.search import index, questions, sections
from macros.site import LANGUAGES, of_page

_pages: dict[str, dict[str, list[sections.Section]]] = {name: {} for name in LANGUAGES}
# The theme reads this at each page load; without it, it does not start the search.
THEMES_OWN = {"config": {"lang": [], "separator": r"\s+"}, "docs": []}


def on_page_content(html: str, page, config, files) -> str:
    """Give questions their ids, and remember what may be found on the page."""
    html = questions.with_ids(html)
    _pages[of_page(page).language][page.url] = sections.read(html)
    return html


@event_priority(-200)  # after the languages' own step, which builds the other one
def on_post_build(config) -> None:
    """Write search/index.<language>.json."""
    folder = Path(config.site_dir) / "search"
    folder.mkdir(exist_ok=True)
    for language in LANGUAGES:
        words = {
            key.removeprefix("search_"): word
            for key, word in load.words(language).items()
            if key.startswith("search_")
        }
        everyday = load.read_yaml(load.DATA / "everyday.yaml")
        asked = load.read_yaml(load.DATA / "asked.yaml")
        built = index.build(
            language, _pages[language], glossary.terms(), asked, everyday, words
        )
        path = folder / f"index.{language}.json"
        path.write_text(index.dump(built), encoding="utf-8")
    (folder / "search_index.json").write_text(json.dumps(THEMES_OWN))
    scripts = Path(config.site_dir) / "assets" / "javascripts"
    for unused in ("lunr", "workers"):
        shutil.rmtree(scripts / unused, ignore_errors=True)
