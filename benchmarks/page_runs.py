"""Times snippets that run in the page, beside the budget, in headless Chromium.

Run: WITH=browser make benchmark NAME=page_runs. Prints a table: bytes of the first run,
click to first result with nothing kept, the next run beyond the snippet itself, the memory
of the page's process after it, Stop, and the longest frame meanwhile. Each is the best of
five, since a machine may do other things meanwhile.
"""

import contextlib
import functools
import http.server
import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import sync_playwright

from benchmarks import browser, heading
from macros.run import runtimes
from macros.site import ROOT
from snippets.services import chromium

TIMES = 5
KINDS = {
    "sql": ("topics/data/", "SELECT 1;", "SELECT count(*) FROM generate_series(1, 1e15);"),
    "python": ("topics/caching/", "print(1)", "while True: pass"),
}
BUDGET = {
    "first run, MB": {"sql": 5, "python": 7},
    "first result, cold, s": {"sql": 2, "python": 1.5},
    "next run beyond the snippet, ms": {"sql": 50, "python": 50},
    "Stop, ms": {"sql": 50, "python": 50},
    "longest frame, ms": {"sql": 50, "python": 50},
    "memory, MB": {"sql": 250, "python": 250},
}
RUNS = """async ([runner, kind, base, code]) => {
  const { run } = await import(runner);
  const frames = globalThis.frames_between = [];
  let last = performance.now();
  const frame = (now) => { frames.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  const options = { bases: { [kind]: base } };
  const timed = async () => {
    const begun = performance.now();
    const result = await run(kind, code, options);
    return [performance.now() - begun, result.milliseconds];
  };
  const [cold] = await timed();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const [whole, own] = await timed();
  return { cold: cold / 1000, next: whole - own };
}"""
# Not before the memory is read: the endless run fills it, and it is given back later.
STOPS = """async ([runner, kind, base, code, endless]) => {
  const { run, stop } = await import(runner);
  const options = { bases: { [kind]: base } };
  const ends = run(kind, endless, options).catch(() => performance.now());
  await new Promise((resolve) => setTimeout(resolve, 500));
  const pressed = performance.now();
  stop(kind);
  const stopped = (await ends) - pressed;
  await run(kind, code, options);
  return { stop: stopped, frame: Math.max(...globalThis.frames_between.slice(1)) };
}"""


@contextlib.contextmanager
def served() -> Iterator[str]:
    """Build the site and serve it on a free port of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with tempfile.TemporaryDirectory() as folder:
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=folder))
        handler = functools.partial(Quiet, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def resident(profile: str) -> float:
    """Return the megabytes of memory that the renderers of a browser hold alone."""
    found = subprocess.run(["pgrep", "-f", profile], capture_output=True, text=True)
    total = 0
    for pid in found.stdout.split():
        with contextlib.suppress(OSError):
            if b"--type=renderer" in Path(f"/proc/{pid}/cmdline").read_bytes():
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
                total += sum(int(x.split()[1]) for x in lines if x.startswith("Private_"))
    return total / 1000


def measure(playwright, address: str, kind: str) -> dict[str, float]:
    """Measure one kind in a browser of its own, with nothing kept from before."""
    path, code, endless = KINDS[kind]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium.found(), args=chromium.flags()
        )
        page = context.new_page()
        page.goto(f"{address}{path}", wait_until="load")
        settings = json.loads(page.locator("#run-settings").text_content())
        page.wait_for_timeout(500)
        before = resident(profile)
        base = f"{address}{settings['kinds'][kind]['base']}"
        runner = f"{address}assets/run/runner.js"
        found = page.evaluate(RUNS, [runner, kind, base, code])
        time.sleep(0.5)
        found["memory"] = resident(profile) - before
        found |= page.evaluate(STOPS, [runner, kind, base, code, endless])
        context.close()
    return found


def main() -> None:
    """Print the table."""
    made = runtimes.manifest(runtimes.prepare())
    print(heading("page_runs", *versions(made), f"best of {TIMES}"))
    with served() as address, sync_playwright() as playwright:
        runs = {kind: [measure(playwright, address, kind) for _ in range(TIMES)] for kind in KINDS}
    columns = "".join(f"{name:>9}  {'at most':>7}" for name in ("SQL", "Python"))
    print(f"{'':<35}{columns}")
    keys = [None, "cold", "next", "stop", "frame", "memory"]
    for (name, budget), key in zip(BUDGET.items(), keys, strict=True):
        cells = []
        for kind in KINDS:
            value = (min(run[key] for run in runs[kind]) if key
                     else made[kind]["bytes"] / 1_000_000)  # fmt: skip
            cells.append(f"{value:>9.1f}  {budget[kind]:>7}")
        print(f"{name:<35}{''.join(cells)}")


def versions(made: dict) -> list[str]:
    """Return the versions of the browser and of what runs in it."""
    return [browser.version(), *(made[kind]["version"] for kind in KINDS)]


if __name__ == "__main__":
    browser.needed()
    main()
