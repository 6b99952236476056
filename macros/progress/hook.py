"""What MkDocs asks of a reader's progress: the mark at the end of each page that teaches."""

from mkdocs.plugins import event_priority

from macros import load, progress, templating
from macros.facts import TAUGHT
from macros.progress import prints
from macros.site import DOCS, Site, of_page


@event_priority(-100)  # after the search has read the page: the mark is none of its words
def on_page_content(html: str, page, config, files) -> str:
    """End a page that teaches with "mark as read" and what changed since."""
    site = of_page(page)
    return html + mark(site) if site.name.startswith(TAUGHT) else html


def mark(site: Site) -> str:
    """Return the mark of the page, hidden until its script runs."""
    pair = (load.page(DOCS / f"{site.name}{ending}") for ending in (".md", ".ja.md"))
    settings = {
        "page": site.name,
        "language": site.language,
        "prints": prints.of_page(*pair),
        "told": progress.told(site.language),
    }
    return templating.render("read_mark.html.jinja", site, settings=settings)
