"""Measures how the build of both languages grows with the number of pages.

Run: make benchmark NAME=build_growth (ten minutes). A copy of the project holds the front
pages and a topic, a deep dive and a project once, four and sixteen times, with all snippets.
No code is remembered from one copy to the next, as other pages show other code.
Prints processor seconds and the largest memory by size; then how much more the step from
four to sixteen takes than the step from one to four: four times is linear.
"""

import re
import tempfile
from pathlib import Path

from benchmarks import heading
from benchmarks.builds import built
from macros.site import LANGUAGES, ROOT
from tests.building import copy_project

TIMES = (1, 4, 16)
PAGES = ("topics/caching", "deep-dives/event-driven", "projects/payments")
ENDINGS = {"en": ".md", "ja": ".ja.md"}


def handbook(folder: Path, times: int) -> Path:
    """Copy the project into `folder` with each of PAGES `times` times."""
    root = copy_project(folder, strict=False)
    names = [f"{name}-{n}" for name in PAGES for n in range(times)]
    for name in names:
        for ending in ENDINGS.values():
            copy = root / "docs" / f"{name}{ending}"
            copy.parent.mkdir(exist_ok=True)
            page = ROOT / "docs" / f"{name.rpartition('-')[0]}{ending}"
            text = re.sub(r"^reads_first: .*", "reads_first: []", page.read_text("utf-8"), 1, re.M)
            copy.write_text(text, encoding="utf-8")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("- macros.highlight ", "- pymdownx.highlight ")
    config.write_text(text, encoding="utf-8")
    into(config, "nav", [f"  - {name}.md" for name in names])
    into(root / "macros/data/rounds.yaml", "pages", [f"  {name}: sql" for name in names])
    return root


def into(path: Path, key: str, lines: list[str]) -> None:
    """Put lines below a key of a YAML file."""
    text = path.read_text(encoding="utf-8")
    added = "\n".join([f"{key}:", *lines])
    path.write_text(re.sub(rf"^{key}:$", lambda _: added, text, flags=re.M), encoding="utf-8")


def main(folder: Path) -> None:
    """Print the table."""
    print(heading("build_growth"))
    print(" pages  processor, s  memory, MB")
    seconds, memory = [], []
    for times in TIMES:
        root = handbook(folder / str(times), times)
        taken, held = built(root, folder / f"site-{times}")
        seconds.append(taken)
        memory.append(held)
        pages = len(LANGUAGES) * (len(PAGES) * times + 2)
        print(f"{pages:>6} {taken:>13.1f} {held:>11.0f}", flush=True)
    print()
    for name, (one, four, sixteen) in {"time": seconds, "memory": memory}.items():
        print(f"{name}: the second step is {(sixteen - four) / (four - one):.1f} times the first")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        main(Path(name))
