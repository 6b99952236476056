"""A build opens nothing outside the project, reaches no network and starts no program but
git: shown by one that runs under a guard (tests/guard.py), which is then given cause."""

import os
import subprocess
import sys

import pytest

from macros.run import runtimes
from tests import building

GUARD = building.ROOT / "tests" / "guard.py"
CAUSES = {
    "reads a file": ("open('/etc/passwd')", "refused: open /etc/passwd"),
    "connects": (
        "__import__('socket').socket().connect(('192.0.2.1', 80))", "refused: socket.connect",
    ),
    "looks a name up": (
        "__import__('socket').gethostbyname('a.invalid')", "refused: socket.gethostby",
    ),
    "starts a program": ("__import__('subprocess').run(['ls'])", "refused: subprocess.Popen"),
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    runtimes.available()  # what npm fetches, with hashes, is there before the build
    return building.copy_project(tmp_path_factory.mktemp("guarded") / "project")


def guarded(root):
    """Build `root` under the guard; return what was said and the folder of the site."""
    place = root.parent
    (place / "tmp").mkdir(exist_ok=True)
    settings = {"PYTHONPATH": str(root), "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(place / "tmp")}
    command = [sys.executable, GUARD, "build", "--site-dir", place / "site"]
    run = subprocess.run(
        command, cwd=root, env={**os.environ, **settings}, capture_output=True, text=True
    )
    return run.stdout + run.stderr, place / "site"


def test_a_build_stays_inside(project):
    said, site = guarded(project)
    assert "refused:" not in said
    # Written after every page, in each language.
    assert (site / "ja" / "contributing" / "index.html").exists(), said[-2000:]


@pytest.mark.parametrize("cause", CAUSES)
def test_the_guard_would_see_a_macro_that(cause, project):
    code, message = CAUSES[cause]
    module = project / "macros" / "publish.py"
    before = module.read_text()
    module.write_text(f"{before}\n\n{code}\n")
    try:
        assert message in guarded(project)[0]
    finally:
        module.write_text(before)


def test_a_link_out_of_the_project_stops_the_build_before_a_page_is_read(project):
    leak = project / "docs" / "assets" / "leak.txt"
    leak.symlink_to("/etc/passwd")
    try:
        said, site = guarded(project)
    finally:
        leak.unlink()
    assert said.endswith("docs/assets/leak.txt: a symbolic link; put the file itself there\n")
    assert not (site / "assets" / "leak.txt").exists()
