"""A headless Chromium. CHROMIUM_URL is the address of its DevTools protocol.

Playwright connects to it; a snippet makes a context of its own, as a private window.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from snippets.services.process import SystemMissing, free_port, healthy, running, scratch
from snippets.services.server import Server

LABEL = "Chromium"
VARIABLE = "CHROMIUM_URL"
NAMES = ("chromium", "chromium-browser", "google-chrome")
MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# It takes a third of the processor time of a whole Chromium.
UNPACKED = Path(__file__).parents[2].joinpath(
    ".cache/debian/chromium/usr/lib/chromium/chromium-headless-shell"
)
QUIET = [
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--no-first-run",
]  # fmt: skip


def found() -> Path | None:
    """Return the program that CHROMIUM names, else what is installed, or None."""
    if named := os.environ.get("CHROMIUM"):
        return Path(named)
    macos = MACOS if sys.platform == "darwin" and Path(MACOS).exists() else None
    program = next(filter(None, map(shutil.which, NAMES)), macos)
    return Path(program) if program else None


def shell() -> Path | None:
    """Return the headless shell that `make` unpacked, else what `found` returns.

    The shell is for pages, not for what a browser refuses: it lets cookies through that
    a whole Chromium blocks.
    """
    return UNPACKED if _runs(UNPACKED) else found()


def _runs(program: Path) -> bool:
    asked = [program, "--version"]  # libraries may be missing
    return program.exists() and not subprocess.run(asked, capture_output=True).returncode


def flags() -> list[str]:
    """Return what keeps it quiet, and lets root start it."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET


def binary() -> Path:
    """Return the program. Raises SystemMissing."""
    if not find_spec("playwright"):
        raise SystemMissing("playwright is not installed: WITH=browser installs it")
    program = found()
    if not program:
        raise SystemMissing("no Chromium was found: install it, or name it in CHROMIUM")
    return program


@contextlib.contextmanager
def for_snippet(options: dict[str, str]) -> Iterator[Server]:
    """Give a snippet a Chromium of its own: it starts in 0.5 s and takes 200 MB."""
    program = binary()
    with scratch("chromium") as folder:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        command = [str(program), *flags(), "--headless=new", "--disable-gpu"]
        command += [f"--remote-debugging-port={port}"]
        command += [f"--user-data-dir={folder}/profile", "about:blank"]
        log, ready = folder / "chromium.log", lambda: healthy(f"{url}/json/version")
        with running(command, name=LABEL, log=log, ready=ready):
            yield Server(LABEL, "", {VARIABLE: url})
