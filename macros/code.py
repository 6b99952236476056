"""Of the parts of code that Pygments names, those in the colour of all code are not marked:
half of a page's elements, which a phone lays out again and again. The notes on a block's
marks are named, since the theme moves them into the block when a reader reaches it. A mark
in a comment of the SQL or YAML that a string holds is named a comment: the theme looks for
marks in nothing else. And each block says how many lines it has: a browser need not style
what is far below, if it knows how high it will be."""

import re

from mkdocs.plugins import event_priority

_PLAIN = re.compile(r'<span class="[nopw](?: p-Indicator)?">([^<]*)</span>')  # names, signs, blanks
_IN_STRING = re.compile(r'(<span class="s[\w-]*">[^<]*?)((?:--|#) \(\d+\)!)</span>')
_BLOCK = '<div class="highlight">'
_LIST_BELOW = re.compile(r"</pre></div>\n<ol>")
_LINES = re.compile(r"<pre>(?=(?:<span></span>)?<code[^>]*>(.*?)</code></pre>)", re.DOTALL)
_MARK = re.compile(r'<span class="c[1m]?">[^<]*\(\d+\)')


@event_priority(100)  # other hooks read what is left
def on_page_content(html: str, page, config, files) -> str:
    """Called by MkDocs for each page."""
    marked = _IN_STRING.sub(r'\1</span><span class="c1">\2</span>', html)
    plain = _PLAIN.sub(r"\1", marked)
    return _LINES.sub(_measured, _LIST_BELOW.sub(_named, plain))


def _measured(block: re.Match[str]) -> str:
    lines = block[1].removesuffix("\n").count("\n") + 1
    return f'<pre style="--lines: {lines}">'


def _named(below: re.Match[str]) -> str:
    marked = _MARK.search(below.string, below.string.rfind(_BLOCK, 0, below.start()), below.start())
    return below[0].replace("<ol>", '<ol class="notes">') if marked else below[0]
