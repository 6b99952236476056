"""Mermaid fences, drawn at build time as SVG that follows the palette."""

import functools
import html
import re

import mmdr

_ROLE = re.compile(r'(<svg [^>]*?) role="[^"]*" aria-roledescription="[^"]*"')


def options(language, inputs, options, attrs, md) -> bool:
    """Accept any attribute of a fence; superfences asks before it formats."""
    attrs.update(inputs)
    return True


def draw(source, language, css_class, options, md, attrs=None, **rest) -> str:
    """Return the figure of one fence; superfences calls it.

    Raises ValueError where the fence has no alt="..." or is not Mermaid.
    """
    alt = (attrs or {}).get("alt")
    if not alt:
        raise ValueError(
            'a mermaid fence needs a text alternative: ``` { .mermaid alt="..." }'
        )
    return f'<figure class="diagram">{_svg(source, alt)}</figure>'


@functools.cache
def _svg(source: str, alt: str) -> str:
    drawn = _ROLE.sub(r"\1", mmdr.render(source).svg(), count=1)
    label = html.escape(alt, quote=True)
    return re.sub(r"<svg ", f'<svg role="img" aria-label="{label}" ', drawn, count=1)
