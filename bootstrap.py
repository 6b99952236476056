"""Makes the environment that a command needs, then runs the command in it.

    python3 bootstrap.py test -- pytest

Needs Python 3.11 and nothing else. An environment is a folder in .venv/ that holds the
dependency groups which pyproject.toml names for it, installed from locks/ with hashes. It
counts only once its last line of work, the file `complete`, is there; anything else is
removed and made anew, so an interruption leaves nothing half made. The second run starts
at once.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENTS = ROOT / ".venv"
UNPACKED = ROOT / ".cache" / "debian"
UV = "lock"  # the environment that holds uv, which also writes the lock files


def settings() -> dict:
    """Return the table [tool.handbook] of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["handbook"]


def large_sets(large: dict) -> list[str]:
    """Return the large sets to include: all where CI is set, else those in WITH.

    Prints one line on those left out. Exits when WITH names an unknown one.
    """
    if os.environ.get("CI"):
        return sorted(large)
    wanted = os.environ.get("WITH", "").replace(",", " ").split()
    if unknown := set(wanted) - set(large):
        sys.exit(f"WITH={' '.join(unknown)}: unknown; there are: {', '.join(large)}")
    for name in sorted(set(large) - set(wanted)):
        size = large[name]["megabytes"]
        print(f"left out: {name} ({size} MB); to include it: make test WITH={name}")
    return sorted(wanted)


def systems(table: dict, extras: list[str]) -> dict:
    """Return the entries of `table` but for those that are `of` a set not in `extras`."""
    return {n: needs for n, needs in table.items() if needs.get("of") in (None, *extras)}


def locks(groups: list[str]) -> list[Path]:
    """Return the lock file of each group. Exits with the remedy when one is missing."""
    files = [ROOT / "locks" / f"{group}.txt" for group in groups]
    for file in files:
        if not file.exists():
            sys.exit(f"{file.relative_to(ROOT)} is missing: run `make lock`")
    return files


def fingerprint(files: list[Path]) -> str:
    """Return what an environment is made from: lock files and interpreter."""
    digest = hashlib.sha256(f"{sys.version}{sys.executable}{ROOT}".encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def alone(name: str) -> Iterator[None]:
    """Let one process at a time make the environment `name`."""
    ENVIRONMENTS.mkdir(exist_ok=True)
    with (ENVIRONMENTS / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def make(name: str, groups: list[str]) -> Path:
    """Return the folder of an environment that holds `groups`; make it if it must be."""
    folder = ENVIRONMENTS / name
    files = locks(groups)
    complete = folder / "complete"
    with alone(name):
        if complete.exists() and complete.read_text() == fingerprint(files):
            return folder
        print(f"setting up {folder.relative_to(ROOT)} (once)", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        try:
            install(folder, files)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        complete.write_text(fingerprint(files))
    return folder


def install(folder: Path, files: list[Path]) -> None:
    """Create the virtual environment and install the lock files into it."""
    part = folder / "tmp"  # what an interrupted pip leaves goes with the folder
    part.mkdir(parents=True)
    inside = {**os.environ, "TMPDIR": str(part)}
    made = subprocess.run(
        [sys.executable, "-m", "venv", folder], env=inside, capture_output=True
    )
    if made.returncode:
        sys.exit(
            "python3 -m venv failed; on Debian and Ubuntu `apt install python3-venv` "
            f"adds it. It said:\n{made.stdout.decode()}{made.stderr.decode()}"
        )
    flags = ["--quiet", "--require-hashes", "--no-deps"]
    names = [word for file in files for word in ("-r", str(file))]
    for installer in installers(folder):
        if not subprocess.run([*installer, *flags, *names], env=inside).returncode:
            break
    else:
        sys.exit("the packages could not be installed; nothing half made is left")
    shutil.rmtree(part)


def installers(folder: Path) -> Iterator[list[str | Path]]:
    """Yield the commands that install into `folder`, the first one to be tried first: uv,
    which takes seconds where pip takes minutes; pip, which brings uv, and which may know of
    a registry, a proxy or a certificate that uv does not. Both compile what they install:
    a snippet writes no bytecode, so it would compile all that it imports at each run."""
    python = folder / "bin" / "python"
    if folder.name != UV:
        uv = make(UV, [UV]) / "bin" / "uv"
        yield [uv, "pip", "install", "--system-certs", "--compile-bytecode", "--python", python]
    yield [python, "-m", "pip", "install", "--disable-pip-version-check"]


def install_system(programs: list[str], missing: list[str]) -> None:
    """Install Debian packages unless one of `programs` is there, where root on Debian."""
    if any(map(shutil.which, programs)):
        return
    if os.geteuid() or not shutil.which("apt-get"):
        print(f"not installed: {' '.join(missing)}; `apt-get install` it (needs root)")
        return
    quiet = {"stdout": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"installing {' '.join(missing)} (once)", flush=True)
    subprocess.run(["apt-get", "update"], env=environment, check=False, **quiet)
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if subprocess.run(command, env=environment, **quiet).returncode:
        sys.exit(f"could not install {' '.join(missing)}")


def unpacked(name: str, programs: list[str], packages: list[str]) -> Path | None:
    """Return the folder of `programs` from Debian packages, unpacked there at the first
    call: no root, nothing installed, nothing started.

    None where PATH has them all, and where apt-get is missing or fails: the snippets
    that need one say then how to get it.
    """
    if all(map(shutil.which, programs)):
        return None
    folder = unpacked_packages(name, packages)
    return folder and folder / "usr" / "bin"


def unpacked_packages(name: str, packages: list[str]) -> Path | None:
    """Return the folder into which Debian packages are unpacked, at the first call; None
    where apt-get is missing or fails."""
    folder = UNPACKED / name
    with alone(name):
        complete = folder / "complete"
        if not complete.exists() or complete.read_text() != " ".join(packages):
            shutil.rmtree(folder, ignore_errors=True)
            if not shutil.which("apt-get") or not unpack(folder, packages):
                shutil.rmtree(folder, ignore_errors=True)
                return None
            complete.write_text(" ".join(packages))
    return folder


def unpack(folder: Path, packages: list[str]) -> bool:
    """Download Debian packages with lists of our own, unpack them into `folder`, and say
    whether that worked. Prints the versions."""
    print(f"unpacking {' '.join(packages)} into {folder} (once)", flush=True)
    part = folder / "tmp"
    (part / "lists" / "partial").mkdir(parents=True)
    apt = ["apt-get", "-qq", "-o", f"Dir::State::lists={part}/lists"]
    apt += ["-o", f"Dir::Cache={part}", "-o", "Acquire::http::Timeout=20"]
    apt += ["-o", "APT::Sandbox::User="]  # root may write here, _apt may not
    for step in (["update"], ["download", *packages]):
        if subprocess.run([*apt, *step], cwd=part).returncode:
            print(f"not unpacked: {' '.join(packages)}; apt-get said why", flush=True)
            return False
    for package in sorted(part.glob("*.deb")):
        print(f"  {package.name}", flush=True)
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    shutil.rmtree(part)
    return True


def main(arguments: list[str]) -> None:
    """Run `arguments` after `--` in the environment that is named before it."""
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    chosen = settings()
    if len(arguments) < 3 or arguments[1] != "--":
        sys.exit("usage: python3 bootstrap.py ENVIRONMENT -- COMMAND [ARGUMENT ...]")
    name, command = arguments[0], arguments[2:]
    if name not in chosen["environments"]:
        sys.exit(
            f"{name!r} is no environment; there are: {list(chosen['environments'])}"
        )
    groups = list(chosen["environments"][name])
    if name == "test":
        extras = large_sets(chosen["large"])
        for extra in extras:
            large = chosen["large"][extra]
            groups += large["groups"]
            if "debian" in large:
                install_system(large["programs"], large["debian"])
            name += f"+{extra}"
        for system, needs in systems(chosen["system"], extras).items():
            if found := unpacked(system, needs["programs"], needs["debian"]):
                os.environ["PATH"] += f"{os.pathsep}{found}"
    folder = make(name, groups)
    os.environ["PATH"] = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    os.environ["VIRTUAL_ENV"] = str(folder)
    os.chdir(ROOT)
    os.execvp(command[0], command)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("stopped; nothing half made is left")
