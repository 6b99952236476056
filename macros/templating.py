"""Renders the templates beside it; an undefined name is an error."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from macros.load import words
from macros.site import Site

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def render(template: str, site: Site, **values: object) -> str:
    """Return `template` filled with `values`, the page's words as `word`, and `site`."""
    filled = _TEMPLATES.get_template(template)
    return filled.render(word=words(site.language), site=site, **values)
