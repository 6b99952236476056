"""What a browser asks of a site before it installs it: a manifest of each language, and icons
drawn from the site's own mark (docs/assets/favicon.svg)."""

import io
import json
import re
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from macros import load
from macros.site import DOCS

SIZES = (192, 512)  # pixels; what Chromium asks for
FOLDER = "assets/offline"
BACKGROUND = "#ffffff"
_MARK = DOCS / "assets" / "favicon.svg"
_VIEW, _DPI = 32, 64  # the mark's own units a side; any number will do
_STEP = re.compile(r"([Mlh])([^Mlh]*)")
_NUMBER = re.compile(r"-?\d+")


def manifest(site_name: str, description: str, language: str) -> str:
    """Return the web app manifest of a language; it stands in FOLDER."""
    top = "../../"
    return json.dumps(
        {
            "name": site_name,
            "short_name": load.words(language)["short_name"],
            "description": description,
            "lang": language,
            "start_url": top + ("ja/" if language == "ja" else ""),
            "scope": top,
            "display": "standalone",
            "background_color": BACKGROUND,
            "theme_color": colour(_MARK.read_text(encoding="utf-8")),
            "icons": [
                *({"src": name(size), "sizes": f"{size}x{size}", "type": "image/png",
                   "purpose": purpose} for size in SIZES for purpose in ("any", "maskable")),
                {"src": "../favicon.svg", "sizes": "any", "type": "image/svg+xml"},
            ],
        },
        ensure_ascii=False,
        indent=1,
    )  # fmt: skip


def name(size: int) -> str:
    """Return the file name of the icon of `size` pixels a side."""
    return f"icon-{size}.png"


def write(folder: Path) -> None:
    """Write the icons into `folder`."""
    svg = _MARK.read_text(encoding="utf-8")
    for size in SIZES:
        (folder / name(size)).write_bytes(icon(svg, size))


def colour(svg: str) -> str:
    """Return the mark's background."""
    return re.search(r'<rect[^>]* fill="(#\w+)"', svg)[1]


def icon(svg: str, size: int) -> bytes:
    """Return the mark as a PNG. It fills its square: each system cuts icons to its own
    shape, and the lines stay within the circle that all of them leave."""
    figure = Figure(figsize=(size / _DPI, size / _DPI), dpi=_DPI)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, _VIEW), ylim=(_VIEW, 0))
    axes.axis("off")
    axes.add_patch(Rectangle((0, 0), _VIEW, _VIEW, color=colour(svg), linewidth=0))
    points = 72 / _DPI * size / _VIEW  # of a unit of the mark
    width = float(re.search(r'stroke-width="([\d.]+)"', svg)[1]) * points
    for line in lines(re.search(r' d="([^"]+)"', svg)[1]):
        axes.plot(*zip(*line, strict=True), color="white", linewidth=width,
                  solid_capstyle="round", solid_joinstyle="round")  # fmt: skip
    made = io.BytesIO()
    figure.savefig(made, format="png", metadata={"Software": None})
    return made.getvalue()


def lines(path: str) -> list[list[tuple[int, int]]]:
    """Return the lines of an SVG path of the steps M, l and h."""
    found: list[list[tuple[int, int]]] = []
    for step, written in _STEP.findall(path):
        numbers = [int(number) for number in _NUMBER.findall(written)]
        if step == "M":
            found.append([(numbers[0], numbers[1])])
            continue
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        for right, down in [(numbers[0], 0)] if step == "h" else pairs:
            x, y = found[-1][-1]
            found[-1].append((x + right, y + down))
    return found
