"""Runs MkDocs so that it can open nothing outside the project, reach no network, and start
no program but git: python tests/guard.py build --strict --site-dir FOLDER

The audit hooks of Python see what Python code does, and cannot be taken away again. What is
refused ends the build with a line that begins with `refused:`.
"""

import os
import runpy
import site
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path.cwd().resolve()
# Beside the project: Python with its packages, and what they ask of the machine.
MACHINE = ("/usr/share", "/usr/lib", "/dev/null", "/proc/self", "/proc/stat", "/proc/meminfo")
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto")
PROGRAMS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.fork")


def places() -> tuple[str, ...]:
    """Return what may be opened, its links followed."""
    python = (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *site.getsitepackages())
    cache = ROOT / ".cache"
    kept = [cache, *cache.glob("*"), Path.home() / ".cache" / "matplotlib"]
    told = [os.environ.get("MPLCONFIGDIR", ROOT), tempfile.gettempdir(), sys.argv[-1], ROOT]
    return tuple({os.path.realpath(p) for p in (*MACHINE, *python, *kept, *told)})


def guard(event: str, details: tuple) -> None:
    """The audit hook."""
    if event == "open" and isinstance(details[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(details[0]))
        if not any(path == place or path.startswith(f"{place}/") for place in PLACES):
            sys.exit(f"refused: open {path}")
    elif event.startswith(NETWORK):
        sys.exit(f"refused: {event} {details[1:]}")
    elif event.startswith(PROGRAMS) and details[:1] != ("git",):
        sys.exit(f"refused: {event} {details[:2]}")


if __name__ == "__main__":
    PLACES = places()
    sys.addaudithook(guard)
    runpy.run_module("mkdocs", run_name="__main__")
