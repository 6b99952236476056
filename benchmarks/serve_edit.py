"""Times how long a saved edit takes to show in the browser while `make serve` runs.

Run: WITH=browser make benchmark NAME=serve_edit (five minutes). It serves a copy of the
handbook, opens a page in headless Chromium, and saves an edit as an editor does. Prints the
seconds until the server is there and, by what was edited, from the save until the browser
shows the new words: best and worst of five; and the least processor time of the server
for it, which other programs do not disturb.
"""

import os
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import heading
from snippets.services import chromium
from tests.building import copy_whole, served

TIMES = 5
MINUTE = 60_000  # milliseconds
# What is edited: a file, and the page that shows it.
EDITS = {
    "a sentence of the shortest page": (
        "docs/interview/sql.md", "interview/sql/"),
    "a sentence of a topic, Japanese": (
        "docs/topics/caching.ja.md", "ja/topics/caching/"),
    "a sentence of the longest page, Japanese": (
        "docs/topics/data.ja.md", "ja/topics/data/"),
    "a recorded output of a topic": (
        "snippets/caching/stampede.py.out", "topics/caching/"),
}  # fmt: skip


def processor(process: int) -> float:
    """Return the seconds of processor time that a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def edited(path: Path, mark: str) -> None:
    """Put a word at the end of the first paragraph of a page, or of an output."""
    above, rule, text = path.read_text(encoding="utf-8").rpartition("\n---\n")
    if path.suffix == ".md":
        paragraph = next(p for p in text.split("\n\n") if p.strip()[:1].isalpha())
        text = text.replace(paragraph, f"{paragraph} {mark}", 1)
    else:
        text = f"{text.rstrip()} {mark}\n"
    path.write_text(above + rule + text, encoding="utf-8")


def main(root: Path, address: str, server: int) -> None:
    """Print the table."""
    print(f"{'edited':<42} best, s  worst, s  processor, s")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.shell(), args=chromium.flags()
        )
        page = browser.new_page()
        for name, (file, shown) in EDITS.items():
            page.goto(address + shown)
            taken, worked = [], []
            for n in range(TIMES):
                page.wait_for_timeout(1000)
                used, begun = processor(server), time.perf_counter()
                edited(root / file, f"edit{n}")
                page.get_by_text(f"edit{n}").first.wait_for(state="attached", timeout=5 * MINUTE)
                taken.append(time.perf_counter() - begun)
                worked.append(processor(server) - used)
            row = f"{name:<42} {min(taken):>7.1f} {max(taken):>9.1f} {min(worked):>13.1f}"
            print(row, flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        copy = copy_whole(Path(name) / "project")
        begun = time.perf_counter()
        with served(copy, copy / "serve.log") as (address, server):
            whole = f"{time.perf_counter() - begun:.0f} s, {processor(server):.0f} s of processor"
            print(heading("serve_edit"), f"the whole site, at the start: {whole}\n", sep="\n")
            main(copy, address, server)
