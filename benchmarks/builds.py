"""Builds a site in a process of its own and says what that took."""

import os
import subprocess
import sys
from pathlib import Path


def built(root: Path, site: Path, config: str = "mkdocs.yml") -> tuple[float, float]:
    """Build the project at `root` into `site`; return seconds of processor time and the
    largest resident memory in megabytes. Exits where the build fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", config, "-d", str(site)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    process = subprocess.Popen(command, cwd=root, env=environment, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command[1:])} failed in {root}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000
