"""What MkDocs asks of what a reader takes away: each page as a Markdown file beside it, and
a list of them in llms.txt."""

from pathlib import Path

from mkdocs.plugins import event_priority

from macros import load
from macros.languages.hook import with_notices
from macros.site import LANGUAGES, Site, of_page
from macros.takeaway import links, listing
from macros.takeaway.flatten import Flattener

_navs: dict[str, object] = {}


def on_page_markdown(markdown: str, page, config, files) -> None:
    """Write the page, its macros rendered, beside the place of its HTML. This hook is named
    before the languages' own in mkdocs.yml, so terms are not yet explained."""
    site = of_page(page)
    path = Path(page.file.abs_dest_path).with_name(links.PAGE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_markdown(with_notices(markdown, site), site), encoding="utf-8")


def as_markdown(markdown: str, site: Site) -> str:
    """Return a page as plain Markdown."""

    def leads(link: str) -> str:
        return links.of_source(site.name, link)

    return Flattener(leads, load.words(site.language)).page(markdown)


@event_priority(-200)  # after the languages' own step, which translates it
def on_nav(nav, config, files) -> None:
    """Remember the order of the pages."""
    _navs[config.theme["language"]] = nav


@event_priority(-200)  # after the languages' own step, which builds the other one
def on_post_build(config) -> None:
    """Write llms.txt of each language that was built."""
    for language in (name for name in LANGUAGES if name in _navs):
        top = "ja/" if language == "ja" else ""
        path = Path(config.site_dir) / top / listing.NAME
        site = Site("index.md", 1, language, config.site_url)
        text = listing.render(site, listing.groups(_navs[language], site))
        path.write_text(text, encoding="utf-8")
