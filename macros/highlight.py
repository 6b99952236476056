"""A Markdown extension in place of pymdownx.highlight, which highlights a block of code
once: both languages show the same code, and `make serve` renders a saved page again and
again. Highlighting is nearly half of what a page takes."""

import html

from pymdownx.highlight import Highlight, HighlightExtension

MOST = 10_000  # blocks, some 40 MB; the handbook has a fifth of it
_TITLE = "-a-title-"  # languages title the same code differently
_known: dict[tuple[object, ...], str] = {}


class Remembering(Highlight):
    """Highlights as its base does, and remembers blocks."""

    def highlight(self, src, language, css_class, **options):
        """Return `src` as HTML; a piece of a line is not worth remembering."""
        if options.get("inline") or self.title_mode == "html":  # kept by a page
            return super().highlight(src, language, css_class, **options)
        if not (self.line_spans or self.line_anchors):
            options["code_block_count"] = 0  # only lines with ids tell the blocks apart
        title = (options.get("title") or "").strip()
        options |= {"title": _TITLE} if title else {}
        settings = {name: value for name, value in vars(self).items() if name != "md"}
        key = (src, language, css_class, repr((settings, options)))
        if key not in _known:
            if len(_known) >= MOST:
                _known.clear()
            _known[key] = super().highlight(src, language, css_class, **options)
        return _known[key].replace(_TITLE, html.escape(title), 1 if title else 0)


class RememberingExtension(HighlightExtension):
    """Names the class to whoever highlights: fences, and code in a line."""

    def get_pymdownx_highlighter(self) -> type[Highlight]:
        """Return the class."""
        return Remembering


def makeExtension(**options) -> RememberingExtension:  # noqa: N802 (its name)
    """Called by Python-Markdown."""
    return RememberingExtension(**options)
