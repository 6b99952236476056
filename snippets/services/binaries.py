"""Finds the program of a system: environment variable, then wheel, then PATH."""

import functools
import os
import re
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from snippets.services.process import SystemMissing


def find(
    program: str, *, variable: str, wheel: Path | None = None, package: str = ""
) -> Path:
    """Return the path of `program`.

    `variable` names an environment variable that holds its path and wins; `wheel` is
    where an installed wheel has it, or None; `package` is the Debian package of what no
    wheel has. Raises SystemMissing when it is nowhere.
    """
    if named := os.environ.get(variable):
        return Path(named)
    if wheel and wheel.exists():
        return wheel
    if found := shutil.which(program):
        return Path(found)
    if package:
        raise SystemMissing(
            f"{program} was not found: `apt-get install {package}` installs it where "
            f"`make` could not unpack it; elsewhere set {variable} to its path"
        )
    raise SystemMissing(
        f"{program} was not found: run this through `make`, which installs it, or set "
        f"{variable} to its path"
    )


def in_wheel(package: str, program: str) -> Path | None:
    """Return where the installed `package` has `program`, or None."""
    try:
        packed = [file for file in files(package) or [] if file.stem == program]
    except PackageNotFoundError:
        return None
    return Path(packed[0].locate()) if packed else None


@functools.cache
def version(program: Path, *, system: str, at_least: int) -> str:
    """Return the version that `program --version` prints, such as "18.6".

    Raises SystemMissing when its first number is below `at_least`.
    """
    printed = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=True
    ).stdout
    match = re.search(r"\d+(\.\d+)+", printed)
    if not match or int(match[0].split(".")[0]) < at_least:
        raise SystemMissing(
            f"{program} is not {system} {at_least} or newer: it says {printed.strip()!r}"
        )
    return match[0]
