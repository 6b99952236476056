"""An environment is whole or not there, and the repository names no registry."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """A project whose lock files are empty, so that set-up needs no packages."""
    (tmp_path / "locks").mkdir()
    for name in ("site", bootstrap.UV):
        (tmp_path / "locks" / f"{name}.txt").write_text("")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENTS", tmp_path / ".venv")
    return tmp_path


def installed(monkeypatch, result=None):
    made = []

    def install(folder, files):
        folder.mkdir()
        (folder / "half").write_text("")
        made.append(folder)
        if result:
            raise result

    monkeypatch.setattr(bootstrap, "install", install)
    return made


def test_uv_installs_and_pip_where_uv_cannot(workshop, monkeypatch):
    ran = []

    def run(command, **_):
        ran.append([str(part) for part in command])
        fails = ran[-1][1:3] == ["pip", "install"]  # uv's; pip's begins with -m
        return subprocess.CompletedProcess(command, int(fails), b"", b"")

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    folder = bootstrap.make("site", ["site"])
    installs = [command for command in ran if "install" in command]
    python = str(folder / "bin" / "python")
    assert [command[0].rpartition(".venv/")[2] for command in installs] == [
        "lock/bin/python", "lock/bin/uv", "site/bin/python",
    ]  # fmt: skip
    assert installs[1][3:7] == ["--system-certs", "--compile-bytecode", "--python", python]
    assert all("--require-hashes" in command for command in installs)
    assert (folder / "complete").exists()


def test_the_second_run_installs_nothing(workshop, monkeypatch):
    made = installed(monkeypatch)
    for _ in range(2):
        folder = bootstrap.make("site", ["site"])
    assert len(made) == 1 and (folder / "complete").exists()


def test_a_changed_lock_makes_the_environment_anew(workshop, monkeypatch):
    made = installed(monkeypatch)
    bootstrap.make("site", ["site"])
    (workshop / "locks" / "site.txt").write_text("# new\n")
    bootstrap.make("site", ["site"])
    assert len(made) == 2


@pytest.mark.parametrize("end", [KeyboardInterrupt(), SystemExit("no")])
def test_an_interruption_leaves_nothing_half_made(workshop, monkeypatch, end):
    installed(monkeypatch, end)
    with pytest.raises(type(end)):
        bootstrap.make("site", ["site"])
    assert not (workshop / ".venv" / "site").exists()


def test_what_a_killed_set_up_left_is_made_anew(workshop, monkeypatch):
    left = workshop / ".venv" / "site"
    left.mkdir(parents=True)
    (left / "half-old").write_text("")
    installed(monkeypatch)
    assert not (bootstrap.make("site", ["site"]) / "half-old").exists()


def test_a_missing_lock_names_the_remedy(workshop):
    with pytest.raises(SystemExit, match=r"locks/no.txt is missing: run `make lock`"):
        bootstrap.make("site", ["no"])


def test_the_root_is_the_same_from_a_subfolder():
    seen = runpy.run_path(str(ROOT / "docs" / ".." / "bootstrap.py"))
    assert seen["ROOT"] == ROOT


def test_what_an_interrupted_pip_leaves_is_inside_the_environment(
    workshop, monkeypatch
):
    places = []

    def interrupted(command, env, **rest):
        places.append(Path(env["TMPDIR"]))
        (places[-1] / "left").write_text("")
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap.subprocess, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.make("site", ["site"])
    assert places[0].is_relative_to(workshop / ".venv" / "site")
    assert not places[0].exists()


LARGE = {"browser": {"groups": ["browser"], "megabytes": 500, "debian": []}}


def test_large_sets_are_left_out_with_one_line(monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("WITH", raising=False)
    assert bootstrap.large_sets(LARGE) == []
    assert capsys.readouterr().out == (
        "left out: browser (500 MB); to include it: make test WITH=browser\n"
    )


def test_large_sets_are_included_in_ci_and_on_request(monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert bootstrap.large_sets(LARGE) == ["browser"]
    monkeypatch.delenv("CI")
    monkeypatch.setenv("WITH", "browser")
    assert bootstrap.large_sets(LARGE) == ["browser"]
    monkeypatch.setenv("WITH", "brouser")
    with pytest.raises(SystemExit, match="brouser: unknown; there are: browser"):
        bootstrap.large_sets(LARGE)


@pytest.fixture
def apt(tmp_path, monkeypatch):
    """A Debian whose package holds the program `no-such-program`; calls are collected."""
    calls = []

    def run(command, **_):
        calls.append(command)
        if "download" in command:
            (tmp_path / "debian" / "some" / "tmp" / "some_1.2_all.deb").write_text("")
        if command[0] == "dpkg-deb":
            (command[3] / "usr" / "bin").mkdir(parents=True)
        return subprocess.CompletedProcess(command, apt.status)

    def apt():
        return bootstrap.unpacked("some", ["no-such-program"], ["some"])

    apt.calls, apt.status = calls, 0
    monkeypatch.setattr(bootstrap, "UNPACKED", tmp_path / "debian")
    monkeypatch.setattr(bootstrap, "ENVIRONMENTS", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    there = {"apt-get": "/usr/bin/apt-get"}
    monkeypatch.setattr(bootstrap.shutil, "which", there.get)
    return apt


def test_a_system_without_a_wheel_is_unpacked_once_and_never_installed(apt, capsys):
    for _ in range(2):
        folder = apt()
    assert [c for c in apt.calls if "install" in c] == []
    assert len(apt.calls) == 3 and "some_1.2_all.deb" in capsys.readouterr().out
    assert folder == bootstrap.UNPACKED / "some" / "usr" / "bin"
    assert not (bootstrap.UNPACKED / "some" / "tmp").exists()


def test_a_system_of_a_large_set_comes_with_it():
    table = {"kafka": {}, "chromium": {"of": "browser"}}
    assert list(bootstrap.systems(table, [])) == ["kafka"]
    assert list(bootstrap.systems(table, ["browser"])) == ["kafka", "chromium"]


def test_what_apt_cannot_get_leaves_nothing_half_made(apt, capsys):
    apt.status = 100
    assert apt() is None
    assert not (bootstrap.UNPACKED / "some").exists()
    assert "not unpacked: some" in capsys.readouterr().out


def test_programs_on_the_path_are_not_unpacked(apt, monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda program: f"/bin/{program}")
    assert apt() is None and apt.calls == []


def test_every_group_is_locked_with_hashes():
    for lock in (ROOT / "locks").glob("*.txt"):
        for requirement in lock.read_text().replace("\\\n", "").splitlines():
            if requirement and not requirement.startswith("#"):
                assert "==" in requirement and "--hash=sha256:" in requirement, lock


def test_every_jar_is_locked_with_its_hash():
    for lock in (ROOT / "locks").glob("*.jars"):
        for line in lock.read_text().splitlines():
            assert re.fullmatch(r"[\w.-]+:[\w.-]+:[\w.-]+ [0-9a-f]{64}", line), lock


def test_no_tracked_file_names_a_registry():
    names = "|".join(("py" + "pi.org", "python" + "hosted", "npm" + "js.",
                      "crates" + ".io/api", "proxy." + "golang",
                      "repo1." + "maven", "deb." + "debian"))  # fmt: skip
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    texts = (
        (f, (ROOT / f).read_text(errors="ignore"))
        for f in files
        if (ROOT / f).is_file()
    )
    assert not [f for f, text in texts if re.search(names, text)]


def test_make_alone_explains_every_command():
    explained = subprocess.run(
        ["make"], cwd=ROOT, capture_output=True, text=True
    ).stdout
    for command in ("serve", "check", "test", "run", "record", "accept", "lock"):
        assert re.search(rf"^  make {command} +\S", explained, re.M)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["run"], "make run SNIPPET=caching/stampede"),
        (["run", "data/locks"], "make run SNIPPET=data/locks"),
        (["record", "data/locks"], "make record SNIPPET=data/locks"),
    ],
)
def test_make_says_how_a_snippet_is_named(words, named):
    command = ["make", "--no-print-directory", *words]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert asked.returncode and asked.stdout == ""
    assert len(asked.stderr.splitlines()) == 1 and f": {named}. " in asked.stderr


def test_an_unknown_environment_is_named():
    asked = subprocess.run(
        [sys.executable, "bootstrap.py", "tset", "--", "true"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert "'tset' is no environment; there are: " in asked.stderr
