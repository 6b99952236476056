"""The windows that pages are opened in: (width in pixels, colour scheme)."""

import pytest

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")

views = pytest.mark.parametrize(
    "page", [(w, s) for w in WIDTHS for s in SCHEMES], indirect=True, ids=str
)
# For what scripts do, which know no palette.
widths = pytest.mark.parametrize(
    "page", list(zip(WIDTHS, SCHEMES, strict=True)), indirect=True, ids=str
)
desk = pytest.mark.parametrize("page", [(1280, "light")], indirect=True, ids=str)
