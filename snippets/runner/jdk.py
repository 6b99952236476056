"""Finds the newest Java Development Kit of the machine."""

import functools
import os
import re
import shutil
from pathlib import Path

AT_LEAST = 25
_INSTALLED = ("/usr/lib/jvm/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home")


@functools.cache
def newest() -> Path | None:
    """Return the home of the newest kit of version 25 or later, or None.

    JAVA_HOME, the `java` on PATH and the folders where systems install kits are
    looked at; the newest wins, whichever `java` comes first on PATH.
    """
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    if java := shutil.which("java"):
        homes.append(Path(java).resolve().parents[1])
    for pattern in _INSTALLED:
        homes += sorted(Path("/").glob(pattern.lstrip("/")))
    return newest_of(homes)


def newest_of(homes: list[Path]) -> Path | None:
    """Return the newest of `homes` that has a compiler and is new enough, or None."""
    kits = [home for home in homes if (home / "bin" / "javac").exists()]
    best = max(kits, key=_version, default=None)
    return best if best and _version(best)[0] >= AT_LEAST else None


def _version(home: Path) -> tuple[int, ...]:
    release = home / "release"
    told = release.read_text(encoding="utf-8") if release.exists() else ""
    match = re.search(r'^JAVA_VERSION="([\d.]+)', told, re.MULTILINE)
    return tuple(map(int, match[1].strip(".").split("."))) if match else (0,)
