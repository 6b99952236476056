"""The plot macro: an SVG drawn from a snippet's recorded data, in the page's colours."""

import csv
import html
import io
import re
import warnings
from pathlib import Path

import matplotlib

matplotlib.use("svg")

from matplotlib import pyplot  # noqa: E402  (after the backend is chosen)

from macros import kept, show  # noqa: E402
from macros.site import MacroError  # noqa: E402

KINDS = ("line", "step", "bar")
# A drawing is kept until the library or this file changes.
_DRAWN_BY = (matplotlib.__version__, Path(__file__).read_text(encoding="utf-8"))
# Each colour stands for a variable of assets/site.css, put in after drawing.
_INK, _SOFT = "#010203", "#010204"
_SERIES = ["#0102a0", "#0102a1", "#0102a2", "#0102a3", "#0102a4", "#0102a5"]
_VARIABLES = {_INK: "--plot-ink", _SOFT: "--plot-soft"} | {
    colour: f"--plot-{number}" for number, colour in enumerate(_SERIES, 1)
}
_DASHES = ["-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1))]
# What is drawn with it is 403 units wide: two decimals are finer than any screen.
_PLACES = re.compile(r' (?:d|x|y|transform)="[^"]*"')
_NO_DATE = {"Date": None, "Creator": None, "Format": None, "Type": None}
_STYLE = {
    "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 11,
    "text.color": _INK, "axes.labelcolor": _INK, "axes.edgecolor": _SOFT,
    "xtick.color": _INK, "ytick.color": _INK, "grid.color": _SOFT,
    "grid.linewidth": 0.4, "axes.grid": True, "axes.spines.top": False,
    "axes.spines.right": False, "lines.linewidth": 2, "legend.frameon": False,
}  # fmt: skip


def render(
    name: str,
    *,
    x: str,
    y: list[str],
    labels: list[str],
    x_label: str,
    y_label: str,
    title: str,
    alt: str,
    kind: str = "line",
    x_log: bool = False,
    y_log: bool = False,
) -> str:
    """Return a figure drawn from the columns `x` and `y` of the data that the snippet
    `name` recorded. Raises MacroError for an unknown column or kind, or no data."""
    if kind not in KINDS:
        raise MacroError(f"plot {name}: kind must be one of {', '.join(KINDS)}")
    if len(labels) != len(y):
        raise MacroError(f"plot {name}: {len(y)} columns but {len(labels)} labels")
    data = show.data(name)
    columns = tuple(_column(name, data, column) for column in (x, *y))
    look = (kind, x_label, y_label, tuple(labels), x_log, y_log)
    svg = kept.drawn((_DRAWN_BY, columns, look, name), lambda: _draw(columns, look, name))
    alt, title = html.escape(alt, quote=True), html.escape(title)
    opened = f'<svg role="img" aria-label="{alt}" '
    drawn = svg.replace("<svg ", opened, 1)
    return f'<figure class="plot">{drawn}<figcaption>{title}</figcaption></figure>\n'


def _column(name: str, data: str, column: str) -> tuple[str, ...]:
    rows = list(csv.reader(io.StringIO(data)))
    names = [_plain(heading) for heading in rows[0]]
    if _plain(column) not in names:
        raise MacroError(f"plot {name}: no column {column!r}; there are {names}")
    return tuple(row[names.index(_plain(column))] for row in rows[1:])


def _plain(column: str) -> str:
    return column.removeprefix("≈").strip()


def _numbers(values: tuple[str, ...]) -> list[float] | None:
    try:
        return [float(value) for value in values]
    except ValueError:
        return None


def _draw(columns: tuple[tuple[str, ...], ...], look: tuple, salt: str) -> str:
    kind, x_label, y_label, labels, x_log, y_log = look
    with matplotlib.rc_context(_STYLE | {"svg.hashsalt": f"{salt}{look}"}):
        figure, axes = pyplot.subplots(figsize=(5.6, 3.4), layout="constrained")
        try:
            if kind == "bar":
                _bars(axes, columns, labels)
                # The bars lie: what is measured runs along the horizontal axis.
                x_label, y_label, x_log, y_log = y_label, x_label, y_log, x_log
            else:
                _lines(axes, columns, labels, kind)
            axes.set(xlabel=x_label, ylabel=y_label)
            if x_log:
                axes.set_xscale("log")
            if y_log:
                axes.set_yscale("log")
            if len(labels) > 1:
                figure.legend(loc="outside upper left", ncols=2)
            with warnings.catch_warnings(), io.StringIO() as buffer:
                # Japanese words are measured with a font that lacks them; the browser
                # draws them with its own.
                warnings.filterwarnings("ignore", "Glyph .* missing")
                figure.savefig(
                    buffer, format="svg", transparent=True, metadata=_NO_DATE
                )
                return _themed(buffer.getvalue())
        finally:
            pyplot.close(figure)


def _lines(axes, columns, labels, kind) -> None:
    x = _numbers(columns[0]) or list(columns[0])
    style = {"drawstyle": "steps-post"} if kind == "step" else {}
    for i, (values, label) in enumerate(zip(columns[1:], labels, strict=True)):
        y = [float(v) if v else float("nan") for v in values]
        axes.plot(
            x, y, label=label, color=_SERIES[i], linestyle=_DASHES[i % 6], **style
        )  # fmt: skip


def _bars(axes, columns, labels) -> None:
    width = 0.8 / len(labels)
    for i, (values, label) in enumerate(zip(columns[1:], labels, strict=True)):
        y = [float(v) if v else float("nan") for v in values]
        places = [n + (i - (len(labels) - 1) / 2) * width for n in range(len(y))]
        axes.barh(places, y, width, label=label, color=_SERIES[i])
    axes.set_yticks(range(len(columns[0])), columns[0])
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)


def _themed(svg: str) -> str:
    svg = svg[svg.index("<svg ") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    # With a stylesheet in a drawing the browser styles all that stands above it once more.
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, count=1, flags=re.S)
    svg = svg.replace("<svg ", '<svg stroke-linejoin="round" ', 1)
    svg = re.sub(r' id="[A-Za-z][\w.]*_\d+"', "", svg)
    svg = re.sub(r'(<svg [^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg [^>]*?) height="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r' transform="rotate\(-?0 [^"]*"', "", svg)
    svg = _PLACES.sub(_shorter, svg)
    svg = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font-size: \1", svg)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    return re.sub(r"\s*\n\s*", " ", svg)


def _shorter(places: re.Match) -> str:
    """Return an attribute with its numbers rounded to two decimals."""
    return re.sub(r"-?\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", places[0])
