"""Mermaid fences, drawn at build time as SVG that follows the palette."""

import functools
import hashlib
import html
import json
import re

import mmdr

# Each colour stands for a variable of assets/site.css, put in after drawing.
_VARIABLES = {
    "#010203": "--plot-ink",
    "#010204": "--plot-soft",
    "#0102a0": "--plot-1",
    "#0102b0": "--diagram-fill",
    "#0102b1": "--diagram-note",
    "#0102b2": "--md-default-bg-color",
}
_INK, _SOFT, _EDGE, _FILL, _NOTE, _PAPER = _VARIABLES
_LOOK = {
    "theme": "base",
    "look": "classic",
    "themeVariables": {
        "fontFamily": "inherit", "background": _PAPER, "edgeLabelBackground": _PAPER,
        "primaryColor": _FILL, "primaryTextColor": _INK, "primaryBorderColor": _EDGE,
        "secondaryColor": _NOTE, "tertiaryColor": _FILL, "mainBkg": _FILL,
        "textColor": _INK, "lineColor": _INK, "noteBkgColor": _NOTE,
        "noteTextColor": _INK, "noteBorderColor": _SOFT, "actorBkg": _FILL,
        "actorBorder": _EDGE, "actorTextColor": _INK, "actorLineColor": _SOFT,
        "signalColor": _INK, "signalTextColor": _INK, "titleColor": _INK,
    },
}  # fmt: skip
_ROLE = re.compile(r'(<svg [^>]*?) role="[^"]*" aria-roledescription="[^"]*"')


class DiagramError(SystemExit):
    """A fence has no text alternative or is not Mermaid; it stops the build."""


def options(language, inputs, options, attrs, md) -> bool:
    """Accept any attribute of a fence; superfences asks before it formats."""
    attrs.update(inputs)
    return True


def draw(source, language, css_class, options, md, attrs=None, **rest) -> str:
    """Return the figure of one fence; superfences calls it. Raises DiagramError."""
    alt = (attrs or {}).get("alt")
    first = source.strip().split("\n")[0]
    if not alt:
        raise DiagramError(
            f"mermaid fence {first!r}...: no text alternative; begin it with "
            '``` { .mermaid alt="what is to be seen" }'
        )
    try:
        return f'<figure class="diagram">{_svg(source, alt)}</figure>'
    except (ValueError, RuntimeError) as error:
        raise DiagramError(f"mermaid fence {first!r}...: {error}") from None


@functools.cache
def _svg(source: str, alt: str) -> str:
    drawn = mmdr.render(f"%%{{init: {json.dumps(_LOOK)}}}%%\n{source}").svg()
    for colour, variable in _VARIABLES.items():
        drawn = drawn.replace(colour, f"var({variable})")
    label = html.escape(alt, quote=True)
    drawn = _ROLE.sub(rf'\1 role="img" aria-label="{label}"', drawn, count=1)
    return _own_ids(drawn, f"d{hashlib.sha256(source.encode()).hexdigest()[:8]}")


def _own_ids(svg: str, prefix: str) -> str:
    """Prefix every id and what refers to it, so that figures of a page do not clash."""
    for old in sorted(set(re.findall(r' id="([^"]+)"', svg)), key=len, reverse=True):
        name = re.escape(old)
        svg = re.sub(rf'( id=")({name}")', rf"\g<1>{prefix}-\2", svg)
        svg = re.sub(rf"(#)({name})(?![\w-])", rf"\g<1>{prefix}-\2", svg)
    return svg
