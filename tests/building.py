"""Builds or serves the site, or a copy of it with one thing broken."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from snippets.services.process import answers, free_port, running

ROOT = Path(__file__).parents[1]
FAULT_LINES = 5
FRONT_PAGES = ("index", "contributing")
PARTS = ("docs", "macros", "runtimes", "snippets", "mkdocs.yml", "pyproject.toml")
SERVE_SECONDS = 600  # other work of the machine may take most of it


def build(folder: Path, root: Path = ROOT, **settings: str) -> subprocess.CompletedProcess:
    """Build the project at `root` into `folder`, strictly, with these variables set."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir"]
    environment = {**os.environ, "PYTHONPATH": str(root), "NO_MKDOCS_2_WARNING": "1", **settings}
    return subprocess.run(
        [*command, str(folder)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
    )


@contextlib.contextmanager
def served(root: Path, log: Path) -> Iterator[tuple[str, int]]:
    """Run what `make serve` runs on the project at `root`, until the block ends; yield its
    address and its process. Raises ServiceError where it does not come up."""
    port = free_port()
    command = [sys.executable, "-m", "macros.serving", f"127.0.0.1:{port}"]
    environment = {**os.environ, "PYTHONPATH": str(root), "SITE_URL": ""}
    with running(command, name="make serve", log=log, ready=lambda: answers(port),
                 seconds=SERVE_SECONDS, cwd=root, env=environment) as process:  # fmt: skip
        yield f"http://127.0.0.1:{port}/", process.pid


def fault(result: subprocess.CompletedProcess) -> str:
    """Return why a build stopped, in a few lines, or "" where it did not."""
    if not result.returncode:
        return ""
    lines = [
        line
        for line in (result.stdout + result.stderr).splitlines()
        if line.strip() and not line.startswith(("INFO", "Traceback", "  "))
    ]
    return "\n".join(lines[-FAULT_LINES:])


def copy_whole(folder: Path) -> Path:
    """Copy what a build needs into `folder`, so that it can be edited; what was built into
    .cache/ is shared."""
    for part in PARTS:
        source, copy = ROOT / part, folder / part
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, copy, ignore=ignored)
        else:
            shutil.copyfile(source, copy)
    (ROOT / ".cache").mkdir(exist_ok=True)
    (folder / ".cache").symlink_to(ROOT / ".cache")
    return folder


def copy_project(folder: Path, *, strict: bool = True) -> Path:
    """Copy what a build needs into `folder`, with FRONT_PAGES alone: a build of all takes
    long. Without `strict`, links to a page that the copy lacks are only warned of."""
    copy_whole(folder)
    _keep_front_pages(folder)
    if not strict:
        config = folder / "mkdocs.yml"
        text = config.read_text(encoding="utf-8").replace("strict: true", "strict: false")
        config.write_text(text, encoding="utf-8")
    return folder


def _keep_front_pages(folder: Path) -> None:
    dropped = {
        page
        for page in (folder / "docs").rglob("*.md")
        if page.name.split(".")[0] not in FRONT_PAGES
    }
    names = {page.relative_to(folder / "docs").as_posix() for page in dropped}
    for page in dropped:
        page.unlink()
    (folder / "macros" / "data" / "ageing.yaml").write_text("[]\n")  # facts of those pages
    config = folder / "mkdocs.yml"
    lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.strip().removeprefix("- ") not in names]
    emptied = re.compile(r"^  - [^:\n]+:\n(?!      )", re.M)  # groups of the navigation
    config.write_text(emptied.sub("", "".join(kept)), encoding="utf-8")
