"""Of the parts of code that Pygments names, those in the colour of all code are not marked:
half of a page's elements, which a phone lays out again and again."""

import re

from mkdocs.plugins import event_priority

_PLAIN = re.compile(r'<span class="[nopw](?: p-Indicator)?">([^<]*)</span>')  # names, signs, blanks


@event_priority(100)  # other hooks read what is left
def on_page_content(html: str, page, config, files) -> str:
    """Called by MkDocs for each page."""
    return _PLAIN.sub(r"\1", html)
