"""Java programs, as Maven fetches them: locks/<name>.jars has versions and hashes.

A line is `group:artifact:version sha256`. `make lock` writes them all from the table
[tool.handbook.jars] of pyproject.toml.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from snippets.services.process import ServiceError, SystemMissing, alone

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".cache" / "jars"


def lock_file(name: str) -> Path:
    """Return the lock file of the program `name`."""
    return ROOT / "locks" / f"{name}.jars"


def folder(name: str) -> Path:
    """Return the folder that holds the jars of `name`; the first call fetches them.

    Raises SystemMissing without Maven, ServiceError when a jar is not what is locked.
    """
    text, place = lock_file(name).read_text(), KEPT / name
    locked = dict(line.split() for line in text.splitlines())
    with alone(KEPT / f"{name}.lock"):
        complete = place / "complete"
        if not complete.exists() or complete.read_text() != text:
            shutil.rmtree(place, ignore_errors=True)
            try:
                fetch(project(locked, exclude="*:*"), place)
                _compare(name, hashes(place), locked)
            except BaseException:
                shutil.rmtree(place, ignore_errors=True)
                raise
            complete.write_text(text)
    return place


def class_path(name: str) -> str:
    """Return the jars that locks/<name>.jars names as Java's class path. Raises as
    `folder` does."""
    return os.pathsep.join(sorted(map(str, folder(name).rglob("*.jar"))))


def release(name: str, artifact: str) -> str:
    """Return the version of `artifact` (group:artifact) in locks/<name>.jars."""
    return lock_file(name).read_text().split(f"{artifact}:")[1].split()[0]


def _compare(name: str, found: dict[str, str], locked: dict[str, str]) -> None:
    wrong = sorted(jar for jar in found | locked if found.get(jar) != locked.get(jar))
    if wrong:
        raise ServiceError(f"locks/{name}.jars has another hash for: {wrong[0]}")


def hashes(place: Path) -> dict[str, str]:
    """Return sha256 of each jar in `place`, by group:artifact:version."""
    found = {}
    for jar in sorted(place.rglob("*.jar")):
        *group, artifact, version, _ = jar.relative_to(place).parts
        digest = hashlib.sha256(jar.read_bytes()).hexdigest()
        found[f"{'.'.join(group)}:{artifact}:{version}"] = digest
    return found


def project(artifacts: Iterable[str], *, exclude: str) -> str:
    """Return a Maven project that depends on `artifacts`, each group:artifact:version.

    Of what they need in turn, `exclude` (group:artifact, or *:* for all) is left out.
    """
    keys = ("groupId", "artifactId", "version")
    exclusion = _element("exclusion", dict(zip(keys, exclude.split(":"))))
    left_out = _element("exclusions", {}, exclusion)
    wanted = "".join(
        _element("dependency", dict(zip(keys, one.split(":"))), left_out)
        for one in artifacts
    )
    own = {"modelVersion": "4.0.0"} | dict(zip(keys, ("handbook", "jars", "1")))
    return _element("project", own, _element("dependencies", {}, wanted))


def _element(name: str, texts: dict[str, str], inside: str = "") -> str:
    parts = "".join(f"<{key}>{escape(text)}</{key}>" for key, text in texts.items())
    return f"<{name}>{parts}{inside}</{name}>"


def fetch(wanted: str, place: Path) -> None:
    """Let Maven put the jars of a project into folders of `place`.

    Raises SystemMissing without Maven, ServiceError with what it said when it fails.
    """
    if not shutil.which("mvn"):
        raise SystemMissing(
            "mvn was not found: `apt-get install maven` or `brew install maven` adds it"
        )
    with tempfile.TemporaryDirectory() as scratch:
        pom = Path(scratch) / "pom.xml"
        pom.write_text(wanted)
        command = ["mvn", "-B", "-q", "-f", str(pom), "dependency:copy-dependencies"]
        command += [f"-DoutputDirectory={place}", "-Dmdep.useRepositoryLayout=true"]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise ServiceError(f"mvn could not fetch the jars:\n{done.stdout[-1500:]}")
