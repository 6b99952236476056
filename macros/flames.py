"""The flame macro: a profile that a snippet recorded, drawn as a flame graph.

A box is a function, the boxes under it are what it called. Its width is its share of the
samples; the order from left to right is the alphabet's, not time's.
"""

import csv
import io
from dataclasses import dataclass, field

from macros import show, templating
from macros.site import MacroError, Site

COLUMNS = ["stack", "≈ samples"]
# A box of fewer percent of the whole is drawn without its name.
_NAMED_FROM = 2.5


@dataclass
class Frame:
    """One box: a function, the samples in it and in what it called."""

    name: str
    samples: float = 0
    calls: dict[str, "Frame"] = field(default_factory=dict)

    def add(self, stack: list[str], samples: float) -> None:
        """Count `samples` here and along `stack`, the frames that this one called."""
        self.samples += samples
        if stack:
            called = self.calls.setdefault(stack[0], Frame(stack[0]))
            called.add(stack[1:], samples)


def read(name: str, data: str) -> Frame:
    """Return the root of the stacks that the snippet `name` recorded as the CSV `data`:
    frames from the root, joined by `;`, and their samples. Raises MacroError."""
    rows = csv.reader(io.StringIO(data))
    if (header := next(rows)) != COLUMNS:
        raise MacroError(f"flame {name}: the columns are {header}, not {COLUMNS}")
    root = Frame("")
    for number, (stack, samples) in enumerate(rows, 2):
        try:
            root.add(stack.split(";"), float(samples))
        except ValueError:
            problem = f"{samples!r} is no number of samples"
            raise MacroError(f"flame {name}: line {number}: {problem}") from None
    if not root.samples:
        raise MacroError(f"flame {name}: it recorded no samples")
    return root


def decide(name: str, *, title: str, alt: str) -> dict[str, object]:
    """Return what the template shows of the profile that the snippet `name` recorded.
    Raises MacroError."""
    root = read(name, show.data(name))
    return {
        "root": root, "named_from": _NAMED_FROM / 100 * root.samples,
        "title": title, "alt": alt,
    }  # fmt: skip


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the flame graph as HTML, on one line as Markdown wants it."""
    drawn = templating.render("flame.html.jinja", site, **decided)
    return drawn.replace("\n", "") + "\n"
